import { expect, test } from 'vitest'
import { createResourceId } from './emulator.ts'
import { openManyMaps } from './manyMaps/openManyMaps.ts'

test('a map is refreshed, and refreshed again, although the code that transfers the view cannot be loaded', async () => {
  const map = await openManyMaps([createResourceId()], { blocked: ['*/session/swap/index.ts*'] })
  await map.untilAll('ready')
  const report = await map.refreshAll(2)
  expect(report).toMatchObject({ loads: [3], lost: 0, expired: [], errors: ['VIEW_TRANSFER_FAILED'] })
})
