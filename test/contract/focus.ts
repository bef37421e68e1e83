import { askPage } from '../browser/emulator.ts'
import { assert, assertEqual } from './assert.ts'
import type { Scenario } from './play.ts'
import { until } from './until.ts'

/** How often a page that nobody sees grabs for the focus. */
const GRABS = 3

/** A page that has the focus is swapped only when half of the time for a refresh has passed: soon, here. In ms. */
const SHORT = 8_000

/** Facts about focus, which each engine handles differently. */
export const focus = {
  'the focus moves to the new page at a refresh': async ({ open }) => {
    const stage = await open({ options: { lifetime: SHORT } })
    await stage.untilReady()
    stage.live().focus()
    await untilKept(stage.live())
    await stage.refresh()
    await stage.untilRenewed(1)
    await untilKept(stage.live())
  },

  'a pending page that takes the focus loses it to the host page or the active page': async ({ open }) => {
    const stage = await open({ readyTimeout: 60_000 })
    await stage.untilReady()
    await stage.setOptions({ readyDelay: 60_000 })
    // Settles when the page underneath is ready, or gone.
    stage.handle.current?.reload().catch(() => {})
    await stage.until(() => assertEqual(stage.frames().length, 2, 'frames'))
    const [live, next] = stage.frames()
    assert(live !== undefined && next !== undefined, 'there are no two frames')
    await stage.until(() => askPage(next, 'state'))
    const field = document.body.appendChild(document.createElement('input'))
    try {
      for (const holder of [field, live]) {
        holder.focus()
        await untilKept(holder)
        for (let grab = 0; grab < GRABS; grab += 1) {
          await askPage(next, 'focus')
          await untilKept(holder)
        }
      }
    } finally {
      field.remove()
    }
  },
} satisfies Record<string, Scenario>

/** Looks in a row at which the focus has to be where it is said to be: on its way it may be anywhere. */
const LOOKS = 4

async function untilKept(element: HTMLElement): Promise<void> {
  let looks = 0
  await until(() => {
    const { activeElement } = document
    looks = activeElement === element && document.hasFocus() ? looks + 1 : 0
    assert(looks === LOOKS, `the focus is at ${activeElement?.tagName}`)
  }, 5_000)
}
