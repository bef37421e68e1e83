import { backoffDelay, CAP_WITH_TOKEN, CAP_WITHOUT_TOKEN } from './backoff.ts'
import type { EmbedError } from './errors.ts'
import type { EmbedToken } from './token.ts'

/** After a success the next attempt does not start sooner than this, however short-lived the token, in ms. */
export const FLOOR = 5_000
/** A failure that a second look may cure, and any failure once the viewer is back, is tried again this soon, in ms. */
export const SOON = 2_000
/** A fatal failure is tried again only when the viewer comes back after at least this long, in ms. */
const FATAL_REST = 30_000
/** A back end may ask for a pause of at most this, in ms. */
const MAX_RETRY_AFTER = 5 * 60_000
const MAX_MARGIN = 5 * 60_000
/** What a new page needs to load, draw and take over on a busy machine, in ms. */
export const PAGE_LOAD = 3_000
/** No token is renewed with a greater share of its life left than this. */
const EARLIEST = 0.3

/** What is known of the attempts for one key. Instants in ms on the document's clock. */
export interface Attempts {
  /** When the last attempt began. */
  readonly startedAt?: number | undefined
  /** Failures in a row; 0 after a success. */
  readonly failures: number
  readonly error?: EmbedError | undefined
  readonly failedAt?: number | undefined
  /** When backoff allows the next attempt; undefined after a failure that only a person can cure. */
  readonly retryAt?: number | undefined
  /** No attempt before this, whoever comes back: what the back end asked for. */
  readonly notBefore?: number | undefined
  /** A page asked for a token since the last success. */
  readonly wanted?: boolean | undefined
}

/** Nothing tried yet. */
export const NO_ATTEMPTS: Attempts = { failures: 0 }

/**
 * When to fetch the next token: a fifth of the life before its end, sooner by a random tenth, so that many embeds do
 * not ask at once; neither part over five minutes. Of a life of seconds a quarter is kept, for a page to load in.
 *
 * @param lifetime in ms
 * @param random from 0 to 1, drawn once per token
 */
export function refreshPoint(issuedAt: number, lifetime: number, random: number): number {
  const margin = Math.min(Math.max(lifetime / 5, Math.min(lifetime / 4, PAGE_LOAD)), MAX_MARGIN)
  const jitter = Math.min(lifetime / 10, lifetime * EARLIEST - margin, MAX_MARGIN) * random
  return issuedAt + lifetime - margin - jitter
}

/** The attempts after one that failed at `now`. `random` is from 0 to 1. */
export function afterFailure(
  attempts: Attempts,
  error: EmbedError,
  token: EmbedToken | undefined,
  now: number,
  random: number,
): Attempts {
  const failures = attempts.failures + 1
  const cap = token?.isValidAt(now) ? CAP_WITH_TOKEN : CAP_WITHOUT_TOKEN
  // The first token in a row that was dead on arrival gets a second look soon, also after a long outage: a cache may
  // have handed out its last moments.
  const isNews = error.code === 'EXPIRED_ON_ARRIVAL' && attempts.error?.code !== error.code
  const delay = isNews ? SOON : backoffDelay(failures, cap, random)
  const notBefore = now + clampRetryAfter(error.retryAfter)
  return {
    startedAt: attempts.startedAt,
    failures,
    error,
    failedAt: now,
    retryAt: error.retryable ? Math.max(now + delay, notBefore) : undefined,
    notBefore,
  }
}

/** What a host throws may hold anything, a number that is none included. */
function clampRetryAfter(retryAfter = 0): number {
  return retryAfter > 0 ? Math.min(retryAfter, MAX_RETRY_AFTER) : 0
}

/**
 * The attempts once the viewer has come back (page shown, focused, online): a running backoff is cut short, and what
 * only a person can cure is due again after a rest, as they may have signed in meanwhile.
 */
export function afterWake(attempts: Attempts, now: number): Attempts {
  const { error, failedAt = 0, retryAt = Infinity, notBefore = 0 } = attempts
  if (!error) return attempts
  const at = Math.max(notBefore, Math.min(retryAt, failedAt + (error.retryable ? SOON : FATAL_REST)))
  return error.retryable || at <= now ? { ...attempts, retryAt: at } : attempts
}

/**
 * When the next attempt is due by itself.
 *
 * @returns an instant, perhaps past; undefined when only a person can help
 */
export function nextAttemptAt(token: EmbedToken | undefined, attempts: Attempts): number | undefined {
  const { failures, retryAt, startedAt = -Infinity, notBefore = -Infinity, wanted } = attempts
  if (failures > 0) return retryAt
  return Math.max(token && !wanted ? token.refreshAt : -Infinity, startedAt + FLOOR, notBefore)
}
