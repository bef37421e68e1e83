import { expect, test } from 'vitest'
import { clampTimerDelay, MAX_TIMER_DELAY } from '../../src/core/clampTimerDelay.ts'
import { DAY } from './support.ts'

test('MAX_TIMER_DELAY is the longest delay of a browser timer', () => {
  expect(MAX_TIMER_DELAY).toBe(2_147_483_647)
})

test.each([1, 2, 15_000, DAY, 24.8 * DAY, MAX_TIMER_DELAY])(
  'clampTimerDelay returns a delay of %d unchanged',
  (delay) => {
    expect(clampTimerDelay(delay)).toBe(delay)
  },
)

test.each([0, 0.4, -1, -DAY, -Infinity, Number.MIN_VALUE])(
  'clampTimerDelay returns 1 for %d, because react-query treats 0 as never',
  (delay) => {
    expect(clampTimerDelay(delay)).toBe(1)
  },
)

test.each([MAX_TIMER_DELAY + 1, 30 * DAY, Number.MAX_SAFE_INTEGER, Infinity])(
  'clampTimerDelay shortens %d',
  (delay) => {
    expect(clampTimerDelay(delay)).toBe(MAX_TIMER_DELAY)
  },
)

test('clampTimerDelay never returns NaN, with which a timer would fire immediately and react-query never', () => {
  expect(clampTimerDelay(NaN)).toBeGreaterThanOrEqual(1)
})
