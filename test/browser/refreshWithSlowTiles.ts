import { expect } from 'vitest'
import { askPage } from './emulator.ts'
import { createStage } from './renderStage.tsx'
import { felt } from './adaptersUnderTest.tsx'

/** Refreshes a map whose tiles arrive late, and counts the blanks that a viewer would see. */
export async function refreshWithSlowTiles(tileDelay: number): Promise<void> {
  const stage = await createStage(felt)
  await stage.untilReady()
  const frame = stage.live()
  const stop = await stage.sample()
  await stage.setOptions({ tileDelay })
  await stage.handle.current?.refresh()
  await stage.until(() => expect(stage.frames()).toHaveLength(2))
  // The viewer's changes while the new map loads are included.
  await stage.touch()
  const seen = await stage.look()
  await stage.until(() => expect(stage.live()).not.toBe(frame))
  expect(await stage.look()).toEqual(seen)
  // Until then a blank would be seen.
  await stage.until(async () => expect(await askPage(stage.live(), 'state')).toMatchObject({ haveTilesArrived: true }))
  const { blanks, samples, duration } = await stop()
  expect(blanks).toBe(0)
  expect(samples).toBeGreaterThan((duration / 1_000) * 10)
  expect(stage.errors).toEqual([])
}
