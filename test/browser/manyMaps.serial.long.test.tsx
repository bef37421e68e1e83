import { expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { createResourceId } from './emulator.ts'
import { openManyMaps } from './manyMaps/openManyMaps.ts'

/** Long enough for twelve maps that are loaded four times on a busy machine, in ms. */
const PATIENCE = 400_000

const TWELVE = [
  ['of one token', () => Array<string>(12).fill(createResourceId())],
  ['of twelve tokens', () => Array.from({ length: 12 }, createResourceId)],
] as const

test.each(TWELVE)(
  'twelve maps %s keep their WebGL contexts and are never blank in a tab that was hidden until all tokens had expired, and through three refreshes',
  async (_, ids) => {
    const maps = await openManyMaps(ids(), { options: { lifetime: 20_000 } })
    // Hidden while they load, as on a busy machine that may take until the tokens are to be refreshed.
    await maps.untilReport(({ loads }) => loads.every((count) => count > 0))
    await commands.hideTab()
    await maps.untilAll('expired')
    await maps.setAll({ lifetime: 15 * 60_000 })
    await commands.showTab()
    await maps.watch()
    await maps.untilAll('ready')
    const report = await maps.refreshAll(3)
    expect(report).toMatchObject({ lost: 0, mostAtOnce: 2 })
    expect(report.samples).toBeGreaterThan(12 * 10)
    expect(maps.seen.blanks).toBe(0)
    expect(maps.seen.pictures).toBeGreaterThan(10)
  },
  PATIENCE,
)
