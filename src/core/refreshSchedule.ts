import { backoffDelay, maxBackoff } from './backoff.ts'
import type { EmbedError } from './errors.ts'
import type { EmbedToken } from './token.ts'

/** Minimum interval between attempts after a success, in ms, even for very short lifetimes. */
export const MIN_FETCH_INTERVAL = 5_000
/**
 * Delay before a quick retry, in ms: after a failure that may be temporary, and after any failure once the viewer is
 * back.
 */
export const QUICK_RETRY_DELAY = 2_000
/** Minimum time before a non-retryable error is retried when the viewer comes back, in ms. */
const FATAL_RETRY_COOLDOWN = 30_000
/** Consecutive failures that count once the viewer is back: the next delay is then 8 s at most. */
const MAX_FAILURES_AFTER_WAKE = 3
/** Upper limit for a backend's `Retry-After`, in ms. */
const MAX_RETRY_AFTER = 5 * 60_000
const MAX_REFRESH_MARGIN = 5 * 60_000
/** Time reserved for loading, rendering and swapping a new page on a busy machine, in ms. */
export const PAGE_LOAD_TIME = 3_000
/** Largest share of the lifetime left at a refresh. */
const MAX_REMAINING_SHARE = 0.3

/** Attempts for one key. Timestamps in ms on the document's clock. */
export interface FetchHistory {
  /** Start of the last attempt. */
  readonly startedAt?: number | undefined
  /** Consecutive failures; 0 after a success. */
  readonly failures: number
  readonly error?: EmbedError | undefined
  readonly failedAt?: number | undefined
  /** Earliest next attempt by backoff; undefined after a non-retryable error, until a return or a mount. */
  readonly retryAt?: number | undefined
  /** Earliest next attempt by the backend's `Retry-After`, even if the viewer comes back. */
  readonly notBefore?: number | undefined
  /** Whether a page has requested a token since the last success. */
  readonly isRequestedByPage?: boolean | undefined
}

/** History without attempts. */
export const EMPTY_FETCH_HISTORY: FetchHistory = { failures: 0 }

/**
 * Returns the refresh time: a fifth of the lifetime before the expiry, earlier by a random tenth, so that many embeds
 * do not refresh simultaneously. Both parts are at most five minutes. A quarter of a very short lifetime is reserved
 * for loading.
 *
 * @param lifetime in ms
 * @param random from 0 to 1, drawn once per token
 */
export function computeRefreshAt(issuedAt: number, lifetime: number, random: number): number {
  const margin = Math.min(Math.max(lifetime / 5, Math.min(lifetime / 4, PAGE_LOAD_TIME)), MAX_REFRESH_MARGIN)
  const jitter = Math.min(lifetime / 10, lifetime * MAX_REMAINING_SHARE - margin, MAX_REFRESH_MARGIN) * random
  return issuedAt + lifetime - margin - jitter
}

/** Returns the history after a failure at `now`. `random` is from 0 to 1. */
export function recordFailure(
  history: FetchHistory,
  error: EmbedError,
  token: EmbedToken | undefined,
  now: number,
  random: number,
): FetchHistory {
  const failures = history.failures + 1
  // The first of several already expired tokens is retried soon, also after a long outage: a cache may have returned a
  // token shortly before its expiry.
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

/** Limits `retryAfterMs` from the host app, which may be NaN. */
function clampRetryAfter(retryAfterMs = 0): number {
  return retryAfterMs > 0 ? Math.min(retryAfterMs, MAX_RETRY_AFTER) : 0
}

/**
 * Returns the history after the viewer has come back (page visible, focused, online): a running backoff is shortened,
 * and a non-retryable error is retried after a cooldown, because the viewer may have signed in.
 */
export function recordWake(history: FetchHistory, now: number): FetchHistory {
  const { error, failedAt = 0, retryAt = Infinity, notBefore = 0 } = history
  if (!error) return history
  const at = Math.max(
    notBefore,
    Math.min(retryAt, failedAt + (error.retryable ? QUICK_RETRY_DELAY : FATAL_RETRY_COOLDOWN)),
  )
  if (!error.retryable && at > now) return history
  // Also the backoff starts again, because the network is often not ready yet at the first attempt.
  return { ...history, failures: Math.min(history.failures, MAX_FAILURES_AFTER_WAKE), retryAt: at }
}

/**
 * Returns the history for a new embed: a non-retryable error is cleared, so that a fetch is due. Until the minimum
 * interval after the failure, or after its `Retry-After`, the error is kept and the retry is scheduled.
 */
export function recordMount(history: FetchHistory, now: number): FetchHistory {
  const { error, notBefore = 0 } = history
  const retryAt = notBefore + MIN_FETCH_INTERVAL
  if (error?.retryable !== false) return history
  return retryAt > now ? { ...history, retryAt } : { ...history, failures: 0, error: undefined }
}

/**
 * Returns the time of the next automatic attempt.
 *
 * @returns a timestamp, perhaps in the past; undefined if user action is needed
 */
export function nextFetchAt(token: EmbedToken | undefined, history: FetchHistory): number | undefined {
  const { failures, retryAt, startedAt = -Infinity, isRequestedByPage } = history
  if (failures > 0) return retryAt
  return Math.max(token && !isRequestedByPage ? token.refreshAt : -Infinity, startedAt + MIN_FETCH_INTERVAL)
}
