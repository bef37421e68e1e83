import { now } from '../browser/clock.ts'
import { isPageHidden } from '../browser/wake.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import type { ServerExpiry } from '../core/lifetime.ts'
import { EMPTY_FETCH_HISTORY, type FetchHistory, nextFetchAt } from '../core/refreshSchedule.ts'
import type { TokenSnapshot } from '../core/state.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'

/** How many tokens are recognized when they come again: caches side by side return as many in turn. */
const MAX_KNOWN_TOKENS = 8

/** What is known of one token key. Signing out, or a cache that is emptied, begins another record. */
export interface TokenRecord {
  history: FetchHistory
  token?: EmbedToken | undefined
  /** The newest tokens, the newest first. */
  knownTokens: readonly EmbedToken[]
  /** Of the newest response, whatever came of it. */
  lastServerExpiry?: ServerExpiry | undefined
  inFlight?: Promise<EmbedToken> | undefined
  /** Ends the request in flight. */
  abortController?: AbortController | undefined
}

export function createTokenRecord(): TokenRecord {
  return { history: EMPTY_FETCH_HISTORY, knownTokens: [] }
}

/** Why a fetch that is due without anybody's request is made. */
export function automaticReason({ history, token }: TokenRecord): RefreshReason {
  if (history.failures > 0) return 'retry'
  if (history.isRequestedByPage) return 'requested'
  return token ? 'scheduled' : 'initial'
}

/** Makes a token the current one. */
export function keepToken(record: TokenRecord, token: EmbedToken, requestedAt: number): void {
  record.history = { startedAt: requestedAt, failures: 0 }
  record.token = token
  record.knownTokens = [token, ...record.knownTokens.filter((known) => !known.equals(token))].slice(0, MAX_KNOWN_TOKENS)
}

/** What embeds see of a record. */
export function toSnapshot({ token, history, inFlight }: TokenRecord): TokenSnapshot {
  const { error } = history
  // The first token is waited for anyway: that its fetch begins is no reason to render.
  const fetching = token !== undefined && inFlight !== undefined
  return { token, error, fetching, nextAttemptAt: error && nextFetchAt(token, history) }
}

/**
 * When a fetch is due without anybody's request. Infinity while the page is hidden, and when only a person can help.
 *
 * @param inBackground whether tokens are refreshed while the page is hidden, too
 */
function dueAt({ history, token }: TokenRecord, inBackground: () => boolean): number {
  const isFirst = history.startedAt === undefined
  const mayFetch = isFirst || !isPageHidden() || inBackground()
  return (mayFetch ? nextFetchAt(token, history) : undefined) ?? Infinity
}

/** Whether a fetch is due without anybody's request. */
export function isDue(record: TokenRecord, inBackground: () => boolean): boolean {
  return dueAt(record, inBackground) <= now()
}

/** When to fetch next, in ms from now, as timers take it; false for never, and while a fetch is in flight. */
export function nextFetchIn(record: TokenRecord, inBackground: () => boolean): number | false {
  const at = record.inFlight ? Infinity : dueAt(record, inBackground)
  // Timers take whole ms, and one that is early finds nothing due.
  return at === Infinity ? false : clampTimerDelay(Math.ceil(at - now()))
}
