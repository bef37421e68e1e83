import { expect, test } from 'vitest'
import { createStage } from './renderStage.tsx'
import { felt } from './adaptersUnderTest.tsx'

test('a failing pending iframe does not affect the active iframe, and a later one is swapped in', async () => {
  const stage = await createStage(felt, { readyTimeout: 4_000 })
  await stage.untilReady()
  const frame = stage.live()
  const stop = await stage.sample()
  await stage.setOptions({ pageLoadFault: 'refuse' })
  await stage.refresh()
  await stage.until(() => expect(stage.last()).toMatchObject({ error: { code: 'SWAP_FAILED' } }))
  expect(stage.live()).toBe(frame)
  await stage.setOptions({ pageLoadFault: 'none' })
  await stage.until(() => expect(stage.live()).not.toBe(frame))
  await stage.until(() => expect(stage.last()).toMatchObject({ status: 'ready' }))
  expect((await stop()).blanks).toBe(0)
})
