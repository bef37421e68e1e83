import type { EmbedError } from './errors.ts'
import { type Frame, type FramesState, tokenOfFrame } from './frames.ts'
import type { EmbedToken } from './token.ts'

/** State of an embed for the host app. Timestamps in ms since the epoch, for the token of the active iframe. */
export type EmbedState =
  /** Nothing is requested: `enabled={false}`, signed out, or lazy and far from the viewport. */
  | { status: 'idle' }
  /** No iframe is ready yet. */
  | { status: 'loading' }
  /** Visible. `refreshing` while a token is fetched or a pending iframe loads. */
  | { status: 'ready'; expiresAt: number; refreshing: boolean }
  /** Visible and valid until `expiresAt`, but the refresh, swap or handshake is failing. */
  | { status: 'degraded'; expiresAt: number; error: EmbedError; offline: boolean; nextAttemptAt?: number | undefined }
  /** Visible with an expired token. The iframe stays. */
  | { status: 'expired'; error?: EmbedError | undefined; offline: boolean }
  /** Nothing is visible. `willRetry` if the library retries automatically. */
  | { status: 'error'; error: EmbedError; offline: boolean; willRetry: boolean }

/** Known facts about the token of one key. */
export interface TokenSnapshot {
  readonly token?: EmbedToken | undefined
  /** Error of the last attempt; undefined after a success. */
  readonly error?: EmbedError | undefined
  readonly fetching: boolean
  readonly nextAttemptAt?: number | undefined
}

/** Snapshot without a token or fetch. */
export const EMPTY_TOKEN_SNAPSHOT: TokenSnapshot = {
  token: undefined,
  error: undefined,
  fetching: false,
  nextAttemptAt: undefined,
}

/** Other inputs of the state. */
export interface StateContext {
  /** False while a lazy embed is far from the viewport, and after signing out. */
  readonly isEnabled: boolean
  /** Behavior for a page that loaded without ever responding. */
  readonly readyTimeoutBehavior?: 'show' | 'error' | undefined
  readonly isOffline: boolean
  /** Time on the document's clock, in ms. */
  readonly now: number
}

/** Returns the state of an embed, a pure function of its token and iframes. */
export function deriveState(snapshot: TokenSnapshot, frames: FramesState, context: StateContext): EmbedState {
  const { isOffline, now, readyTimeoutBehavior } = context
  const { active, pending } = frames
  // A token without an iframe is not usable.
  if (!active)
    return deriveStateWithoutFrame(
      frames.error ? { ...snapshot, token: undefined, error: frames.error } : snapshot,
      context,
    )
  if (active.phase === 'loading') return { status: 'loading' }
  if (!hasVisibleContent(active, readyTimeoutBehavior) && active.error) {
    // No token helps an iframe that is blocked.
    const tokenError = active.error.retryable ? snapshot.error : undefined
    const willRetry = tokenError?.retryable || pending !== undefined || frames.retryAt > now
    return { status: 'error', error: tokenError ?? active.error, offline: isOffline, willRetry }
  }
  const error = snapshot.error ?? frames.error ?? active.error
  const fetching = snapshot.fetching || pending !== undefined
  return deriveVisibleState(tokenOfFrame(active, snapshot.token), { ...snapshot, error, fetching }, isOffline, now)
}

/** Returns whether an iframe has visible content, so that another is swapped in only after rendering. */
export function hasVisibleContent(
  frame: Frame | undefined,
  readyTimeoutBehavior: StateContext['readyTimeoutBehavior'],
): boolean {
  const phase = frame?.phase
  return phase === 'ready' || phase === 'reloading' || (phase === 'unresponsive' && readyTimeoutBehavior !== 'error')
}

/** Returns whether the active iframe is visible in a state. */
export function isEmbedVisible({ status }: EmbedState): boolean {
  return status === 'ready' || status === 'degraded' || status === 'expired'
}

/** Returns the state for a host app with its own iframe, which is assumed to use the newest token. */
export function deriveTokenState(snapshot: TokenSnapshot, context: StateContext): EmbedState {
  return snapshot.token
    ? deriveVisibleState(snapshot.token, snapshot, context.isOffline, context.now)
    : deriveStateWithoutFrame(snapshot, context)
}

function deriveStateWithoutFrame(snapshot: TokenSnapshot, { isEnabled, isOffline, now }: StateContext): EmbedState {
  if (!isEnabled) return { status: 'idle' }
  // With a valid token and no iframe yet, the iframe is about to be created, whatever the outcome of a later refresh.
  if (!snapshot.error || snapshot.token?.isValidAt(now)) return { status: 'loading' }
  return { status: 'error', error: snapshot.error, offline: isOffline, willRetry: snapshot.error.retryable }
}

function deriveVisibleState(token: EmbedToken, snapshot: TokenSnapshot, isOffline: boolean, now: number): EmbedState {
  const { error, fetching, nextAttemptAt } = snapshot
  const { expiresAt } = token
  if (!token.isValidAt(now)) return { status: 'expired', error, offline: isOffline }
  if (error) return { status: 'degraded', expiresAt, error, offline: isOffline, nextAttemptAt }
  return { status: 'ready', expiresAt, refreshing: fetching }
}
