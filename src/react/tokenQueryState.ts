import type { Query } from '@tanstack/react-query'
import { now } from '../browser/clock.ts'
import { isPageHidden } from '../browser/wake.ts'
import type { ServerExpiry } from '../core/lifetime.ts'
import { recordWake, type FetchHistory, nextFetchAt, EMPTY_FETCH_HISTORY } from '../core/refreshSchedule.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { TokenSnapshot } from '../core/state.ts'
import type { EmbedToken } from '../core/token.ts'
import type { TokenLoader } from './tokenLoader.ts'

/** The react-query query that holds one key's token. */
export type TokenQuery = Query<EmbedToken, Error, EmbedToken, readonly unknown[]>

/** What react-query has no place for: the attempts for one query, and the one in flight. */
export interface TokenQueryState {
  history: FetchHistory
  inFlight?: Promise<EmbedToken> | undefined
  /** The newest token. Not what react-query holds, as hosts, persisters and other tabs can write that. */
  newestToken?: EmbedToken | undefined
  /** The newest tokens, the newest first: a cache may answer with one of them again. */
  knownTokens?: readonly EmbedToken[] | undefined
  /** Somebody wants an attempt although none is due by itself. */
  requestedReason?: RefreshReason | undefined
  /** The stamp of the newest answer, whatever came of it. */
  lastServerExpiry?: ServerExpiry | undefined
  /** Ends the attempt in flight. */
  abortController?: AbortController | undefined
  /** Called when the query's token is forgotten: one for each embed that looks at it. */
  onEnd?: Set<() => void> | undefined
}

// By query object, not by key: a query that was removed takes its history with it.
const states = new WeakMap<TokenQuery, TokenQueryState>()

/** Caches side by side answer with as many tokens in turn. */
const MAX_KNOWN_TOKENS = 8

/** The state of a query, made when it is first asked for. */
export function getQueryState(query: TokenQuery): TokenQueryState {
  const state = states.get(query) ?? { history: EMPTY_FETCH_HISTORY }
  states.set(query, state)
  return state
}

/** The newest token of a query. */
export function getNewestToken(query: TokenQuery): EmbedToken | undefined {
  return getQueryState(query).newestToken
}

/** Takes a token for the newest. */
export function setNewestToken(state: TokenQueryState, token: EmbedToken): void {
  const others = state.knownTokens?.filter((one) => !one.equals(token)) ?? []
  state.newestToken = token
  state.knownTokens = [token, ...others].slice(0, MAX_KNOWN_TOKENS)
}

/** Takes a token that came with the page for the newest, unless something is known of a query already. */
export function seedToken(query: TokenQuery, token: EmbedToken): void {
  const state = getQueryState(query)
  if (!token.isValidAt(now()) || state.history.startedAt !== undefined) return
  setNewestToken(state, token)
  state.history = { startedAt: token.issuedAt, failures: 0 }
}

/** What is known of a query's token. */
export function getTokenSnapshot(query: TokenQuery): TokenSnapshot {
  const { history, inFlight, newestToken: token } = getQueryState(query)
  return {
    token,
    error: history.error,
    fetching: inFlight !== undefined,
    nextAttemptAt: history.error && nextFetchAt(token, history),
  }
}

/**
 * Lets the query's next fetch through although none is due. One that is in flight already will do.
 *
 * @throws EmbedError the last failure, for as long as its back end asked to be left alone
 */
export function requestFetch(query: TokenQuery, reason: RefreshReason): void {
  const state = getQueryState(query)
  const { error, notBefore = 0 } = state.history
  if (error && now() < notBefore) throw error
  if (!state.inFlight) state.requestedReason = reason
}

/** Whether an attempt that was asked for is still to be made. */
export function isFetchRequested(query: TokenQuery): boolean {
  return getQueryState(query).requestedReason !== undefined
}

/** Lets the next fetch through if an attempt is due, and says whether it is. */
export function requestFetchIfDue(query: TokenQuery, loader: TokenLoader): boolean {
  const isDue = isFetchDue(query, loader)
  if (isDue) requestFetch(query, getAutomaticReason(query))
  return isDue
}

/** Forgets a query's token, ends its attempt, and keeps its embeds from fetching another, before it is removed. */
export function cancelFetches(query: TokenQuery): void {
  const { abortController, onEnd } = getQueryState(query)
  states.delete(query)
  abortController?.abort()
  // At once, as an alarm that goes off before React renders again would make the query anew.
  onEnd?.forEach((stop) => stop())
  query.reset()
}

/** Calls back when a viewer signs out, before the query is removed. */
export function onTokenEnd(query: TokenQuery, callback: () => void): () => void {
  const state = getQueryState(query)
  state.onEnd ??= new Set()
  state.onEnd.add(callback)
  return () => state.onEnd?.delete(callback)
}

/** Notes that the viewer has come back, so that a running backoff is cut short. */
export function recordQueryWake(query: TokenQuery): void {
  const state = getQueryState(query)
  state.history = recordWake(state.history, now())
}

/** Notes that a page asked for a token: the next attempt is due as soon as the floor between attempts allows. */
export function recordPageRequest(query: TokenQuery): void {
  const state = getQueryState(query)
  state.history = { ...state.history, isRequestedByPage: true }
}

/** Whether an attempt is due by itself. */
export function isFetchDue(query: TokenQuery, loader: TokenLoader): boolean {
  const at = getFetchDueAt(query, loader)
  return at !== undefined && at <= now()
}

/** When an attempt is due by itself; undefined while nobody sees the page, or when only a person can help. */
export function getFetchDueAt(query: TokenQuery, loader: TokenLoader): number | undefined {
  const { history } = getQueryState(query)
  const isFirst = history.startedAt === undefined
  if (!isFirst && isPageHidden() && !loader.refreshInBackground()) return undefined
  return nextFetchAt(getNewestToken(query), history)
}

/** Why an attempt that is due by itself is made. */
export function getAutomaticReason(query: TokenQuery): RefreshReason {
  const { failures, isRequestedByPage } = getQueryState(query).history
  if (failures > 0) return 'retry'
  if (isRequestedByPage) return 'requested'
  return getNewestToken(query) ? 'scheduled' : 'initial'
}
