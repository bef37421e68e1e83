import type { Query } from '@tanstack/react-query'
import { now } from '../browser/clock.ts'
import { isPageHidden } from '../browser/wake.ts'
import type { ServerExpiry } from '../core/lifetime.ts'
import { recordWake, type FetchHistory, nextFetchAt, EMPTY_FETCH_HISTORY } from '../core/refreshSchedule.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { TokenSnapshot } from '../core/state.ts'
import type { EmbedToken } from '../core/token.ts'
import type { TokenOrigin } from './tokenOrigin.ts'

/** The react-query query that holds one key's token. */
export type TokenQuery = Query<EmbedToken, Error, EmbedToken, readonly unknown[]>

/** What react-query has no place for: the attempts for one query, and the one in flight. */
export interface TokenControl {
  history: FetchHistory
  inFlight?: Promise<EmbedToken> | undefined
  /** The newest token. Not what react-query holds, as hosts, persisters and other tabs can write that. */
  newestToken?: EmbedToken | undefined
  /** The newest tokens, the newest first: a cache may answer with one of them again. */
  known?: readonly EmbedToken[] | undefined
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
const controls = new WeakMap<TokenQuery, TokenControl>()

/** Caches side by side answer with as many tokens in turn. */
const MOST_KNOWN = 8

/** The control of a query, made when it is first asked for. */
export function controlOf(query: TokenQuery): TokenControl {
  const control = controls.get(query) ?? { history: EMPTY_FETCH_HISTORY }
  controls.set(query, control)
  return control
}

/** The newest token of a query. */
export function tokenOf(query: TokenQuery): EmbedToken | undefined {
  return controlOf(query).newestToken
}

/** Takes a token for the newest. */
export function keepToken(control: TokenControl, token: EmbedToken): void {
  const others = control.known?.filter((one) => !one.equals(token)) ?? []
  control.newestToken = token
  control.known = [token, ...others].slice(0, MOST_KNOWN)
}

/** Takes a token that came with the page for the newest, unless something is known of a query already. */
export function plantToken(query: TokenQuery, token: EmbedToken): void {
  const control = controlOf(query)
  if (!token.isValidAt(now()) || control.history.startedAt !== undefined) return
  keepToken(control, token)
  control.history = { startedAt: token.issuedAt, failures: 0 }
}

/** What is known of a query's token. */
export function viewToken(query: TokenQuery): TokenSnapshot {
  const { history, inFlight, newestToken: token } = controlOf(query)
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
export function demandToken(query: TokenQuery, reason: RefreshReason): void {
  const control = controlOf(query)
  const { error, notBefore = 0 } = control.history
  if (error && now() < notBefore) throw error
  if (!control.inFlight) control.requestedReason = reason
}

/** Whether an attempt that was asked for is still to be made. */
export function wantsToken(query: TokenQuery): boolean {
  return controlOf(query).requestedReason !== undefined
}

/** Lets the next fetch through if an attempt is due, and says whether it is. */
export function demandIfDue(query: TokenQuery, origin: TokenOrigin): boolean {
  const isWanted = isDue(query, origin)
  if (isWanted) demandToken(query, automaticReason(query))
  return isWanted
}

/** Forgets a query's token, ends its attempt, and keeps its embeds from fetching another, before it is removed. */
export function endAttempts(query: TokenQuery): void {
  const { abortController, onEnd } = controlOf(query)
  controls.delete(query)
  abortController?.abort()
  // At once, as an alarm that goes off before React renders again would make the query anew.
  onEnd?.forEach((stop) => stop())
  query.reset()
}

/** Calls back when a viewer signs out, before the query is removed. */
export function onTokenEnd(query: TokenQuery, callback: () => void): () => void {
  const control = controlOf(query)
  control.onEnd ??= new Set()
  control.onEnd.add(callback)
  return () => control.onEnd?.delete(callback)
}

/** Notes that the viewer has come back, so that a running backoff is cut short. */
export function noteWake(query: TokenQuery): void {
  const control = controlOf(query)
  control.history = recordWake(control.history, now())
}

/** Notes that a page asked for a token: the next attempt is due as soon as the floor between attempts allows. */
export function noteRequest(query: TokenQuery): void {
  const control = controlOf(query)
  control.history = { ...control.history, isRequestedByPage: true }
}

/** Whether an attempt is due by itself. */
export function isDue(query: TokenQuery, origin: TokenOrigin): boolean {
  const at = dueAt(query, origin)
  return at !== undefined && at <= now()
}

/** When an attempt is due by itself; undefined while nobody sees the page, or when only a person can help. */
export function dueAt(query: TokenQuery, origin: TokenOrigin): number | undefined {
  const { history } = controlOf(query)
  const isFirst = history.startedAt === undefined
  if (!isFirst && isPageHidden() && !origin.refreshInBackground()) return undefined
  return nextFetchAt(tokenOf(query), history)
}

/** Why an attempt that is due by itself is made. */
export function automaticReason(query: TokenQuery): RefreshReason {
  const { failures, isRequestedByPage } = controlOf(query).history
  if (failures > 0) return 'retry'
  if (isRequestedByPage) return 'requested'
  return tokenOf(query) ? 'due' : 'first'
}
