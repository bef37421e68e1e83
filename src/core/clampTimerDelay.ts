/** Longest delay of a browser timer, in ms. Above 2^31-1 the value overflows and the timer fires immediately. */
export const MAX_TIMER_DELAY = 2 ** 31 - 1

/**
 * Limits a delay to the range of timers, in ms. The minimum is 1, because react-query treats 0 as "never". A shortened
 * delay fires early: the caller checks again and sets the next timer.
 */
export function clampTimerDelay(delay: number): number {
  return delay > 1 ? Math.min(delay, MAX_TIMER_DELAY) : 1
}
