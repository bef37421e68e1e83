import { backoffDelay, maxBackoff } from './backoff.ts'
import type { EmbedError } from './errors.ts'
import type { EmbedToken } from './token.ts'

/** After a success the next attempt does not start sooner than this, however short-lived the token, in ms. */
export const MIN_FETCH_INTERVAL = 5_000
/** A failure that a second look may cure, and any failure once the viewer is back, is tried again this soon, in ms. */
export const QUICK_RETRY_DELAY = 2_000
/** A fatal failure is tried again only when the viewer comes back after at least this long, in ms. */
const FATAL_RETRY_COOLDOWN = 30_000
/** A back end may ask for a pause of at most this, in ms. */
const MAX_RETRY_AFTER = 5 * 60_000
const MAX_REFRESH_MARGIN = 5 * 60_000
/** What a new page needs to load, draw and take over on a busy machine, in ms. */
export const PAGE_LOAD_TIME = 3_000
/** No token is renewed with a greater share of its life left than this. */
const MAX_REMAINING_SHARE = 0.3

/** What is known of the attempts for one key. Instants in ms on the document's clock. */
export interface FetchHistory {
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
  readonly isRequestedByPage?: boolean | undefined
}

/** Nothing tried yet. */
export const EMPTY_FETCH_HISTORY: FetchHistory = { failures: 0 }

/**
 * When to fetch the next token: a fifth of the life before its end, sooner by a random tenth, so that many embeds do
 * not ask at once; neither part over five minutes. Of a life of seconds a quarter is kept, for a page to load in.
 *
 * @param lifetime in ms
 * @param random from 0 to 1, drawn once per token
 */
export function computeRefreshAt(issuedAt: number, lifetime: number, random: number): number {
  const margin = Math.min(Math.max(lifetime / 5, Math.min(lifetime / 4, PAGE_LOAD_TIME)), MAX_REFRESH_MARGIN)
  const jitter = Math.min(lifetime / 10, lifetime * MAX_REMAINING_SHARE - margin, MAX_REFRESH_MARGIN) * random
  return issuedAt + lifetime - margin - jitter
}

/** The attempts after one that failed at `now`. `random` is from 0 to 1. */
export function recordFailure(
  history: FetchHistory,
  error: EmbedError,
  token: EmbedToken | undefined,
  now: number,
  random: number,
): FetchHistory {
  const failures = history.failures + 1
  // The first token in a row that was dead on arrival gets a second look soon, also after a long outage: a cache may
  // have handed out its last moments.
  const isFirstOfKind = error.code === 'EXPIRED_ON_ARRIVAL' && history.error?.code !== error.code
  const delay = isFirstOfKind ? QUICK_RETRY_DELAY : backoffDelay(failures, maxBackoff(token, now), random)
  const notBefore = now + clampRetryAfter(error.retryAfterMs)
  return {
    startedAt: history.startedAt,
    failures,
    error,
    failedAt: now,
    retryAt: error.retryable ? Math.max(now + delay, notBefore) : undefined,
    notBefore,
  }
}

/** What a host throws may hold anything, a number that is none included. */
function clampRetryAfter(retryAfterMs = 0): number {
  return retryAfterMs > 0 ? Math.min(retryAfterMs, MAX_RETRY_AFTER) : 0
}

/**
 * The attempts once the viewer has come back (page shown, focused, online): a running backoff is cut short, and what
 * only a person can cure is due again after a rest, as they may have signed in meanwhile.
 */
export function recordWake(history: FetchHistory, now: number): FetchHistory {
  const { error, failedAt = 0, retryAt = Infinity, notBefore = 0 } = history
  if (!error) return history
  const at = Math.max(
    notBefore,
    Math.min(retryAt, failedAt + (error.retryable ? QUICK_RETRY_DELAY : FATAL_RETRY_COOLDOWN)),
  )
  return error.retryable || at <= now ? { ...history, retryAt: at } : history
}

/**
 * When the next attempt is due by itself.
 *
 * @returns an instant, perhaps past; undefined when only a person can help
 */
export function nextFetchAt(token: EmbedToken | undefined, history: FetchHistory): number | undefined {
  const { failures, retryAt, startedAt = -Infinity, notBefore = -Infinity, isRequestedByPage } = history
  if (failures > 0) return retryAt
  return Math.max(token && !isRequestedByPage ? token.refreshAt : -Infinity, startedAt + MIN_FETCH_INTERVAL, notBefore)
}
