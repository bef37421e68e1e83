import { askPage, readEvents } from '../browser/emulator.ts'
import { assert, assertEqual } from './assert.ts'
import { LIFETIME } from './lifetime.ts'
import type { Scenario } from './play.ts'

/** Frames that are drawn after a refresh, to see what it does to the picture in the end. */
const AFTER = 40

/** Facts about an embed during a refresh. */
export const refreshes = {
  'a refresh keeps the view, shows no blank, and adds nothing to the history': async (scene) => {
    const stage = await scene.open({ options: { lifetime: LIFETIME } })
    await stage.untilReady()
    const { length } = history
    const endWatch = await scene.watchForBlanks(stage)
    await stage.touch()
    const seen = await stage.look()
    for (const count of [1, 2]) {
      await stage.refresh()
      await stage.untilRenewed(count)
      await drawn(AFTER)
    }
    assertEqual(await stage.look(), seen, 'what the viewer sees')
    const { loadsExpired, visibleExpiredMs } = await stage.summary()
    await endWatch()
    assertEqual(history.length, length, 'entries of the history')
    assertEqual({ loadsExpired, visibleExpiredMs }, { loadsExpired: 0, visibleExpiredMs: 0 }, 'expired')
    assertEqual([...new Set(stage.states.map(({ status }) => status))].sort(), ['loading', 'ready'], 'states')
  },

  'a failing refresh changes nothing for the viewer, and a recovered backend ends the failure': async (scene) => {
    const stage = await scene.open({ options: { lifetime: LIFETIME } })
    await stage.untilReady()
    const frame = stage.live()
    await stage.touch()
    const seen = await stage.look()
    const endWatch = await scene.watchForBlanks(stage)
    await stage.setOptions({ mintFault: 'error' })
    await stage.refresh().catch(() => {})
    await stage.until(() => assertEqual(stage.last()?.status, 'degraded', 'status'))
    assert(stage.frames().length === 1 && stage.frames()[0] === frame, 'the frame is another one')
    await stage.setOptions({ mintFault: 'none' })
    await stage.until(() => {
      const state = stage.last()
      assert(state?.status === 'ready' && !state.refreshing, `is ${state?.status}, not ready and at rest`)
    })
    assertEqual(await stage.look(), seen, 'what the viewer sees')
    await endWatch()
    assertEqual((await stage.summary()).loadsExpired, 0, 'pages loaded with an expired token')
  },

  'each token is refreshed before it expires, without a call': async ({ open }) => {
    const stage = await open({ options: { lifetime: LIFETIME } })
    await stage.untilReady()
    await stage.untilRenewed(2)
    const { loadsExpired, visibleExpiredMs } = await stage.summary()
    assertEqual({ loadsExpired, visibleExpiredMs }, { loadsExpired: 0, visibleExpiredMs: 0 }, 'expired')
    assertEqual([...new Set(stage.states.map(({ status }) => status))].sort(), ['loading', 'ready'], 'states')
  },

  'a page that reloads itself after a refresh gets the newest token': async ({ open }) => {
    const stage = await open()
    await stage.untilReady()
    for (const count of [1, 2]) {
      await stage.refresh()
      await stage.untilRenewed(count)
    }
    const before = await stage.summary()
    await askPage(stage.live(), 'reload')
    await stage.until(async () => {
      const { loads } = await stage.summary()
      assert(loads > before.loads, 'the page has not loaded anew')
    })
    await stage.until(() => assertEqual(stage.frames().length, 1, 'frames'))
    await stage.untilReady()
    await stage.until(async () => {
      const minted = (await readEvents(stage.id)).flatMap((entry) =>
        entry.type === 'minted' ? [entry.tokenSuffix] : [],
      )
      const { tokenSuffix } = await askPage<{ tokenSuffix: string }>(stage.live(), 'state')
      assert(
        minted.at(-1)?.endsWith(tokenSuffix) === true,
        `the page holds …${tokenSuffix}, the newest token is …${minted.at(-1)}`,
      )
    })
  },
} satisfies Record<string, Scenario>

async function drawn(frames: number): Promise<void> {
  for (let count = 0; count < frames; count += 1) await new Promise(requestAnimationFrame)
}
