import { expect } from 'vitest'
import { createResourceId } from '../emulator.ts'
import { openManyMaps } from './openManyMaps.ts'

/**
 * Refreshes many embeds of one map three times. Chromium allows 16 WebGL contexts to all iframes of a site together, and
 * takes the oldest one away.
 */
export async function expectContextsKept(count: number): Promise<void> {
  const maps = await openManyMaps(Array<string>(count).fill(createResourceId()))
  await maps.untilAll('ready')
  const report = await maps.refreshAll(3)
  expect(report).toMatchObject({ lost: 0, mostAtOnce: 2, expired: [], loads: Array(count).fill(4) })
  expect(report.samples).toBeGreaterThan(count * 10)
}
