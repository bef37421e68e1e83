import { now } from '../browser/clock.ts'
import { isPageHidden } from '../browser/wake.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import type { EmbedError } from '../core/errors.ts'
import type { ServerExpiry } from '../core/lifetime.ts'
import { EMPTY_FETCH_HISTORY, type FetchHistory, nextFetchAt, recordMount } from '../core/refreshSchedule.ts'
import type { TokenSnapshot } from '../core/state.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'

/** Number of recognized earlier tokens: several caches may return different tokens in turn. */
const MAX_KNOWN_TOKENS = 8

/** Known facts about one token key. A sign-out or an emptied cache starts a new record. */
export interface TokenRecord {
  history: FetchHistory
  token?: EmbedToken | undefined
  /** Newest tokens, in descending order. */
  knownTokens: readonly EmbedToken[]
  /** Expiry in the newest response, even if the response was rejected. */
  lastServerExpiry?: ServerExpiry | undefined
  inFlight?: Promise<EmbedToken> | undefined
  /** Aborts the request in flight. */
  abortController?: AbortController | undefined
}

export function createTokenRecord(): TokenRecord {
  return { history: EMPTY_FETCH_HISTORY, knownTokens: [] }
}

/** Returns the reason of an automatic fetch. */
export function automaticReason({ history, token }: TokenRecord): RefreshReason {
  if (history.failures > 0) return 'retry'
  if (history.isRequestedByPage) return 'requested'
  return token ? 'scheduled' : 'initial'
}

/** Makes a token the current token. */
export function keepToken(record: TokenRecord, token: EmbedToken, requestedAt: number): void {
  record.history = { startedAt: requestedAt, failures: 0 }
  record.token = token
  record.knownTokens = [token, ...record.knownTokens.filter((known) => !known.equals(token))].slice(0, MAX_KNOWN_TOKENS)
}

/** Returns the snapshot of a record for embeds. */
export function toSnapshot({ token, history, inFlight }: TokenRecord): TokenSnapshot {
  const { error } = history
  // Without a token the embed is loading anyway, so the start of a fetch is no reason to render.
  const fetching = token !== undefined && inFlight !== undefined
  return { token, error, fetching, nextAttemptAt: error && nextFetchAt(token, history) }
}

/**
 * Ends a non-retryable error, and returns the snapshot for the next embed: such an error ends with the embeds that
 * reported it.
 */
export function toSnapshotForMount(record: TokenRecord): TokenSnapshot {
  record.history = recordMount(record.history, now())
  return toSnapshot(record)
}

/**
 * Returns the value for react-query. A retried error, or an error without waiting embeds, is hidden from the app's
 * QueryCache and its `onError`.
 */
export function toQueryResult({ token }: TokenRecord, error: EmbedError): EmbedToken | null {
  if (error.retryable || error.code === 'UNMOUNTED') return token ?? null
  throw error
}

/**
 * Returns when an automatic fetch is due. Infinity while the page is hidden, and after a non-retryable error.
 *
 * @param inBackground returns whether tokens are refreshed while the page is hidden
 */
function dueAt({ history, token }: TokenRecord, inBackground: () => boolean): number {
  const isFirst = history.startedAt === undefined
  const mayFetch = isFirst || !isPageHidden() || inBackground()
  return (mayFetch ? nextFetchAt(token, history) : undefined) ?? Infinity
}

/** Returns whether an automatic fetch is due. */
export function isDue(record: TokenRecord, inBackground: () => boolean): boolean {
  return dueAt(record, inBackground) <= now()
}

/** Returns the delay until the next fetch, in ms, for timers; false for never, and while a fetch is in flight. */
export function nextFetchIn(record: TokenRecord, inBackground: () => boolean): number | false {
  const at = record.inFlight ? Infinity : dueAt(record, inBackground)
  // Timers use whole ms, and an early timer finds nothing due.
  return at === Infinity ? false : clampTimerDelay(Math.ceil(at - now()))
}
