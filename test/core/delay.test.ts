import { expect, test } from 'vitest'
import { clampDelay, MAX_DELAY } from '../../src/core/delay.ts'
import { DAY } from './support.ts'

test('the longest delay is the longest that a timer takes', () => {
  expect(MAX_DELAY).toBe(2_147_483_647)
})

test.each([1, 2, 15_000, DAY, 24.8 * DAY, MAX_DELAY])('leaves a delay of %d alone', (delay) => {
  expect(clampDelay(delay)).toBe(delay)
})

test.each([0, 0.4, -1, -DAY, -Infinity, Number.MIN_VALUE])(
  'makes 1 of %d, as react-query takes 0 for never',
  (delay) => {
    expect(clampDelay(delay)).toBe(1)
  },
)

test.each([MAX_DELAY + 1, 30 * DAY, Number.MAX_SAFE_INTEGER, Infinity])('cuts %d short', (delay) => {
  expect(clampDelay(delay)).toBe(MAX_DELAY)
})

test('never hands on what is no number, as a timer would fire at once and react-query never', () => {
  expect(clampDelay(NaN)).toBeGreaterThanOrEqual(1)
})
