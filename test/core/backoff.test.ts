import { expect, test } from 'vitest'
import { backoffDelay, MAX_BACKOFF_WITH_TOKEN, MAX_BACKOFF_WITHOUT_TOKEN } from '../../src/core/backoff.ts'

test('maxBackoff is 30 s with a valid token, and 60 s without', () => {
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
])('backoffDelay after failure %d is at most %d ms', (failures, longest) => {
  expect(backoffDelay(failures, 60_000, 1)).toBe(longest)
})

test.each([
  [0, 0.5],
  [0.5, 0.75],
  [1, 1],
])('backoffDelay with the random number %d is %d of the full delay', (random, share) => {
  for (const failures of [1, 4, 20]) {
    expect(backoffDelay(failures, 30_000, random)).toBe(share * backoffDelay(failures, 30_000, 1))
  }
})
