import type { EmbedError } from './errors.ts'
import { type Frame, type FramesState, tokenOfFrame } from './frames.ts'
import type { EmbedToken } from './token.ts'

/** What an embed is doing, as its host sees it. Instants in ms since the epoch; they belong to the token on show. */
export type EmbedState =
  /** Nothing wanted: lazy and not near the viewport, or signed out. */
  | { status: 'idle' }
  /** No frame is ready yet. */
  | { status: 'loading' }
  /** On show. `refreshing` while a token is fetched or a new frame takes over. */
  | { status: 'ready'; expiresAt: number; refreshing: boolean }
  /** On show and good until `expiresAt`, but refresh, handover or handshake is failing. */
  | { status: 'degraded'; expiresAt: number; error: EmbedError; offline: boolean; nextAttemptAt?: number | undefined }
  /** On show with a token that ran out. The frame stays. */
  | { status: 'expired'; error?: EmbedError | undefined; offline: boolean }
  /** Nothing to show. `willRetry` when the library tries again by itself. */
  | { status: 'error'; error: EmbedError; offline: boolean; willRetry: boolean }

/** What is known of the token for one key. */
export interface TokenSnapshot {
  readonly token?: EmbedToken | undefined
  /** Of the last attempt; undefined after a success. */
  readonly error?: EmbedError | undefined
  readonly fetching: boolean
  readonly nextAttemptAt?: number | undefined
}

/** There is no token, and none is on its way. */
export const EMPTY_TOKEN_SNAPSHOT: TokenSnapshot = {
  token: undefined,
  error: undefined,
  fetching: false,
  nextAttemptAt: undefined,
}

/** What else a state depends on. */
export interface StateContext {
  /** False while a lazy embed is far from the viewport, and after the viewer signed out. */
  readonly isEnabled: boolean
  /** What to do with a page that loaded and never answered. */
  readonly readyTimeoutBehavior?: 'show' | 'error' | undefined
  readonly isOffline: boolean
  /** Ms on the document's clock. */
  readonly now: number
}

/** The state of an embed: a pure function of its token and its frames, computed anew whenever one of them changes. */
export function deriveState(snapshot: TokenSnapshot, frames: FramesState, context: StateContext): EmbedState {
  const { isOffline, now, readyTimeoutBehavior } = context
  const { active, pending } = frames
  // A token of which no frame could be made is as good as none.
  if (!active)
    return deriveStateWithoutFrame(
      frames.error ? { ...snapshot, token: undefined, error: frames.error } : snapshot,
      context,
    )
  if (active.phase === 'loading') return { status: 'loading' }
  if (!hasVisibleContent(active, readyTimeoutBehavior) && active.error) {
    return {
      status: 'error',
      error: active.error,
      offline: isOffline,
      willRetry: pending !== undefined || frames.retryAt > now,
    }
  }
  const error = snapshot.error ?? frames.error ?? active.error
  const fetching = snapshot.fetching || pending !== undefined
  return deriveVisibleState(tokenOfFrame(active, snapshot.token), { ...snapshot, error, fetching }, isOffline, now)
}

/** Whether there is anything to see in a frame, so that another is only swapped in when it has rendered. */
export function hasVisibleContent(
  frame: Frame | undefined,
  readyTimeoutBehavior: StateContext['readyTimeoutBehavior'],
): boolean {
  const phase = frame?.phase
  return phase === 'ready' || phase === 'reloading' || (phase === 'unresponsive' && readyTimeoutBehavior !== 'error')
}

/** Whether the frame on show is worth seeing in a state. */
export function isEmbedVisible({ status }: EmbedState): boolean {
  return status === 'ready' || status === 'degraded' || status === 'expired'
}

/** The state for a host that draws its own frame from the token: the frame is taken to hold the newest one. */
export function deriveTokenState(snapshot: TokenSnapshot, context: StateContext): EmbedState {
  return snapshot.token
    ? deriveVisibleState(snapshot.token, snapshot, context.isOffline, context.now)
    : deriveStateWithoutFrame(snapshot, context)
}

function deriveStateWithoutFrame(snapshot: TokenSnapshot, { isEnabled, isOffline, now }: StateContext): EmbedState {
  if (!isEnabled) return { status: 'idle' }
  // A token in hand with no frame yet: the frame is about to be born, whatever a later refresh says.
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
