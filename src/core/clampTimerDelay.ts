/** The longest delay that a browser's timer takes, in ms: beyond 2^31-1 it wraps, and the timer fires at once. */
export const MAX_TIMER_DELAY = 2 ** 31 - 1

/**
 * Makes a delay that every timer understands, in ms. At least 1, as react-query reads 0 as "never". A delay that was
 * cut short fires early: whoever set it looks again and sets the next.
 */
export function clampTimerDelay(delay: number): number {
  return delay > 1 ? Math.min(delay, MAX_TIMER_DELAY) : 1
}
