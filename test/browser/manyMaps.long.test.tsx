import { expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { createResourceId } from './emulator.ts'
import { expectContextsKept } from './manyMaps/expectContextsKept.ts'
import { openManyMaps } from './manyMaps/openManyMaps.ts'

test('ten embeds of one map keep their WebGL contexts through three refreshes', () => expectContextsKept(10))

test('twelve maps keep their WebGL contexts in a tab that was hidden until all tokens had expired, and through three refreshes', async () => {
  const ids = Array.from({ length: 12 }, createResourceId)
  const maps = await openManyMaps(ids, { options: { lifetime: 20_000 } })
  // Hidden while they load, as on a busy machine that may take until the tokens are to be refreshed.
  await maps.untilReport(({ loads }) => loads.every((count) => count > 0))
  await commands.hideTab()
  await maps.untilAll('expired')
  await maps.setAll({ lifetime: 15 * 60_000 })
  await commands.showTab()
  await maps.untilAll('ready')
  const report = await maps.refreshAll(3)
  expect(report).toMatchObject({ lost: 0, mostAtOnce: 2 })
  expect(report.samples).toBeGreaterThan(12 * 10)
})
