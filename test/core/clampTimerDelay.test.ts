import { expect, test } from 'vitest'
import { clampTimerDelay, MAX_TIMER_DELAY } from '../../src/core/clampTimerDelay.ts'
import { DAY } from './support.ts'

test('the longest delay is the longest that a timer takes', () => {
  expect(MAX_TIMER_DELAY).toBe(2_147_483_647)
})

test.each([1, 2, 15_000, DAY, 24.8 * DAY, MAX_TIMER_DELAY])('leaves a delay of %d alone', (delay) => {
  expect(clampTimerDelay(delay)).toBe(delay)
})

test.each([0, 0.4, -1, -DAY, -Infinity, Number.MIN_VALUE])(
  'makes 1 of %d, as react-query takes 0 for never',
  (delay) => {
    expect(clampTimerDelay(delay)).toBe(1)
  },
)

test.each([MAX_TIMER_DELAY + 1, 30 * DAY, Number.MAX_SAFE_INTEGER, Infinity])('cuts %d short', (delay) => {
  expect(clampTimerDelay(delay)).toBe(MAX_TIMER_DELAY)
})

test('never hands on what is no number, as a timer would fire at once and react-query never', () => {
  expect(clampTimerDelay(NaN)).toBeGreaterThanOrEqual(1)
})
