import { expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { createStage, boxOf } from './renderStage.tsx'
import { emulatedAdapters } from './adaptersUnderTest.tsx'

test.each(emulatedAdapters)('the sampler detects the blank of a bare remount ($provider)', async (under) => {
  const stage = await createStage(under)
  await stage.untilReady()
  await stage.sample()
  const frame = stage.live()
  const copy = frame.cloneNode() as HTMLIFrameElement
  const loaded = new Promise((resolve) => copy.addEventListener('load', resolve, { once: true }))
  frame.replaceWith(copy)
  await loaded
  const { blanks, samples } = await commands.stopSampling(boxOf(copy))
  expect(samples).toBeGreaterThan(0)
  expect(blanks).toBeGreaterThan(0)
})
