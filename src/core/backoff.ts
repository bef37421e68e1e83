import type { EmbedToken } from './token.ts'

/** Longest delay between attempts while the current token is valid, in ms. */
export const MAX_BACKOFF_WITH_TOKEN = 30_000
/** Longest delay between attempts without a valid token, in ms. */
export const MAX_BACKOFF_WITHOUT_TOKEN = 60_000

/** Returns the longest delay between attempts while a token is in use, in ms. */
export function maxBackoff(token: EmbedToken | undefined, now: number): number {
  return token?.isValidAt(now) ? MAX_BACKOFF_WITH_TOKEN : MAX_BACKOFF_WITHOUT_TOKEN
}

/**
 * Returns the delay after the nth consecutive failure: doubles from one second up to `cap`. At least half is kept, and
 * the rest is random, so that many browsers do not retry simultaneously.
 *
 * @param failures consecutive failures, at least 1
 * @param cap in ms
 * @param random from 0 to 1
 */
export function backoffDelay(failures: number, cap: number, random: number): number {
  return (0.5 + random / 2) * Math.min(cap, 1_000 * 2 ** (failures - 1))
}
