import { afterEach, expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { askPage } from './emulator.ts'
import { createStage, until } from './renderStage.tsx'
import { felt } from './adaptersUnderTest.tsx'
import { centreOf, workInMap } from './workInMap.ts'

type Stage = Awaited<ReturnType<typeof createStage>>

/** Swaps of the map, about one in six seconds. The two minutes of them are in `viewer.serial.long.test.tsx`. */
const SWAPS = 3

test('a viewer who works in a map while it is swapped three times sees no swap, loses nothing, and finds the history unchanged', () =>
  // More where each fell into the last moment of a page, of which less is asserted.
  workInMap(SWAPS, ({ refreshes, edges }) => refreshes >= SWAPS && edges < refreshes))

/** A map in use, and a next frame under it that is not ready yet, and is told to want the focus. */
async function createTypingViewer(begin: (stage: Stage) => Promise<void>) {
  const stage = await createStage(felt, { options: { lifetime: 60_000 } })
  await stage.untilReady()
  await begin(stage)
  await stage.setOptions({ readyDelay: 30_000 })
  await stage.handle.current?.reload()
  await stage.until(() => expect(stage.frames()).toHaveLength(2))
  const [live, next] = stage.frames()
  if (!live || !next) throw new Error('there are no two frames')
  await stage.until(() => askPage(next, 'state'))
  return { stage, live, next }
}

const KEYS = 'abcdefghijklmnopqrst'

test('twenty keys typed into the active iframe all arrive, while the pending one takes the focus before each', async () => {
  const { live, next } = await createTypingViewer(async (stage) => {
    await commands.clickAt(centreOf(stage.live()))
    expect(document.activeElement).toBe(stage.live())
  })
  for (const key of KEYS) {
    expect(await askPage(next, 'focus')).toBe(true)
    await until(async () => expect(await askPage(live, 'state')).toMatchObject({ isFocused: true }))
    await commands.pressKey(key)
  }
  expect(await askPage(live, 'state')).toMatchObject({ pressed: KEYS })
  expect(await askPage(next, 'state')).toMatchObject({ pressed: '', typed: '' })
})

test("twenty keys typed into the host page's own field all arrive, too", async () => {
  const field = showField()
  const { next } = await createTypingViewer(async () => field.focus())
  let returns = 0
  field.addEventListener('focus', () => (returns += 1))
  for (const [index, key] of [...KEYS].entries()) {
    expect(await askPage(next, 'focus')).toBe(true)
    await until(() => expect(returns).toBe(index + 1))
    // The browser hears of it after the page does, and gives a key to the frame that it still takes for the focused one.
    await until(async () => expect(await askPage(next, 'state')).toMatchObject({ isFocused: false }))
    await commands.pressKey(key)
  }
  expect(await askPage(next, 'state')).toMatchObject({ pressed: '', typed: '' })
  expect(field.value).toBe(KEYS)
})

/** A field of the host's, before the embed. */
function showField(): HTMLInputElement {
  const field = document.body.insertBefore(document.createElement('input'), document.body.firstChild)
  field.setAttribute('aria-label', 'host')
  fields.push(field)
  return field
}

const fields: HTMLInputElement[] = []
afterEach(() => fields.splice(0).forEach((field) => field.remove()))

test('a viewer who tabs through the page never reaches the pending iframe', async () => {
  const field = showField()
  const { stage, next } = await createTypingViewer(async () => field.focus())
  for (let count = 0; count < 40; count += 1) {
    await commands.pressKey('Tab')
    expect(document.activeElement).not.toBe(next)
  }
  expect(stage.frames()).toContain(next)
})

test('a map whose element the host app moves comes back with the newest token', async () => {
  const stage = await createStage(felt, { options: { lifetime: 60_000 } })
  await stage.untilReady()
  await stage.handle.current?.refresh()
  await stage.untilRenewed(1)
  const { loads, minted } = await stage.summary()
  const container = stage.live().closest('body > div')
  // Away and back, as when an app sorts a list of widgets: the browser loads the frame again.
  if (container) document.body.append(container)
  await stage.until(async () => expect((await stage.summary()).loads).toBeGreaterThan(loads))
  await stage.until(() => expect(stage.last()).toMatchObject({ status: 'ready', refreshing: false }))
  expect(await stage.summary()).toMatchObject({ minted, loadsExpired: 0, loadsRejected: 0 })
})
