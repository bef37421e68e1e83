import type { EmbedToken } from './token.ts'

/** The longest pause between attempts while the present token is still good, in ms. */
export const MAX_BACKOFF_WITH_TOKEN = 30_000
/** The longest pause when there is nothing left to lose by waiting, in ms. */
export const MAX_BACKOFF_WITHOUT_TOKEN = 60_000

/** Returns the longest delay between attempts while a token is in use, in ms. */
export function maxBackoff(token: EmbedToken | undefined, now: number): number {
  return token?.isValidAt(now) ? MAX_BACKOFF_WITH_TOKEN : MAX_BACKOFF_WITHOUT_TOKEN
}

/**
 * How long to wait after the nth failure in a row: doubling from one second up to `cap`, of which at least half is
 * kept, so that a thousand browsers do not return in step.
 *
 * @param failures failures in a row so far, at least 1
 * @param cap in ms
 * @param random from 0 to 1
 */
export function backoffDelay(failures: number, cap: number, random: number): number {
  return (0.5 + random / 2) * Math.min(cap, 1_000 * 2 ** (failures - 1))
}
