import { expect, test } from 'vitest'
import { createResourceId } from './emulator.ts'
import { openManyMaps } from './manyMaps/openManyMaps.ts'

/** Chromium allows 16 WebGL contexts to all iframes of a site together: nine maps that swap at once would need 18. */
const COUNT = 9

test('nine embeds of one map keep their WebGL contexts through three refreshes', async () => {
  const maps = await openManyMaps(Array<string>(COUNT).fill(createResourceId()))
  await maps.untilAll('ready')
  const report = await maps.refreshAll(3)
  expect(report).toMatchObject({ lost: 0, mostAtOnce: 2, expired: [], loads: Array(COUNT).fill(4) })
  expect(report.samples).toBeGreaterThan(COUNT * 10)
})
