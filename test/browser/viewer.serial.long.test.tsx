import { test } from 'vitest'
import { workInMap } from './workInMap.ts'

/** How long a viewer works in a map without a pause, in ms. */
const SHIFT = 120_000

test(
  'a viewer who works in a map for two minutes sees no refresh, loses nothing, and finds the history unchanged',
  async () => {
    const end = performance.now() + SHIFT
    await workInMap(10, () => performance.now() >= end)
  },
  SHIFT + 120_000,
)
