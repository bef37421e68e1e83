import fc from 'fast-check'
import { test } from 'vitest'
import { anyRun } from './operations.ts'
import { runOperations } from './runOperations.ts'

const { FUZZ_RUNS = '300', FUZZ_SEED, FUZZ_PATH, FUZZ_HASTE } = process.env

test('the token is valid, each viewer has their own, and requests are limited in every generated scenario', async () => {
  await fc.assert(fc.asyncProperty(anyRun, runOperations), {
    numRuns: Number(FUZZ_RUNS),
    ...(FUZZ_SEED && { seed: Number(FUZZ_SEED) }),
    ...(FUZZ_PATH && { path: FUZZ_PATH }),
    // Shortening a counterexample takes longer than finding it.
    endOnFailure: Boolean(FUZZ_PATH || FUZZ_HASTE),
  })
})
