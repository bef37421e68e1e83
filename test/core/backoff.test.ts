import { expect, test } from 'vitest'
import { backoffDelay, MAX_BACKOFF_WITH_TOKEN, MAX_BACKOFF_WITHOUT_TOKEN } from '../../src/core/backoff.ts'

test('caps at half a minute while a token is good, and at a minute without one', () => {
  expect([MAX_BACKOFF_WITH_TOKEN, MAX_BACKOFF_WITHOUT_TOKEN]).toEqual([30_000, 60_000])
})

test.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [6, 32_000],
  [7, 60_000],
  [8, 60_000],
  [5_000, 60_000],
])('waits after failure %d for at most %d ms', (failures, longest) => {
  expect(backoffDelay(failures, 60_000, 1)).toBe(longest)
})

test.each([
  [0, 0.5],
  [0.5, 0.75],
  [1, 1],
])('keeps, at the random number %d, a share of %d', (random, share) => {
  for (const failures of [1, 4, 20]) {
    expect(backoffDelay(failures, 30_000, random)).toBe(share * backoffDelay(failures, 30_000, 1))
  }
})
