import type { EmbedError } from './errors.ts'
import { type Frame, type Frames, heldToken } from './frames.ts'
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
export interface TokenView {
  readonly token?: EmbedToken | undefined
  /** Of the last attempt; undefined after a success. */
  readonly error?: EmbedError | undefined
  readonly fetching: boolean
  readonly nextAttemptAt?: number | undefined
}

/** There is no token, and none is on its way. */
export const NO_TOKEN: TokenView = { fetching: false }

/** What else a state depends on. */
export interface Surroundings {
  /** False while a lazy embed is far from the viewport, and after the viewer signed out. */
  readonly enabled: boolean
  /** What to do with a page that loaded and never answered. */
  readonly whenSilent?: 'show' | 'error' | undefined
  readonly offline: boolean
  /** Ms on the document's clock. */
  readonly now: number
}

/** The state of an embed: a pure function of its token and its frames, computed anew whenever one of them changes. */
export function deriveState(view: TokenView, frames: Frames, surroundings: Surroundings): EmbedState {
  const { offline, now, whenSilent } = surroundings
  const { live, next } = frames
  // A token of which no frame could be made is as good as none.
  if (!live)
    return deriveTokenlessState(frames.error ? { ...view, token: undefined, error: frames.error } : view, surroundings)
  if (live.phase === 'loading') return { status: 'loading' }
  if (!isWorthSeeing(live, whenSilent) && live.error) {
    return { status: 'error', error: live.error, offline, willRetry: next !== undefined || frames.retryAt > now }
  }
  const error = view.error ?? frames.error ?? live.error
  const fetching = view.fetching || next !== undefined
  return deriveShownState(heldToken(live, view.token), { ...view, error, fetching }, offline, now)
}

/** Whether there is anything to see in a frame, so that another is only swapped in when it has rendered. */
export function isWorthSeeing(frame: Frame | undefined, whenSilent: Surroundings['whenSilent']): boolean {
  const phase = frame?.phase
  return phase === 'ready' || phase === 'reloading' || (phase === 'silent' && whenSilent !== 'error')
}

/** Whether the frame on show is worth seeing in a state. */
export function isShown({ status }: EmbedState): boolean {
  return status === 'ready' || status === 'degraded' || status === 'expired'
}

/** Whether two states tell a host the same. */
export function isSameState(a: EmbedState, b: EmbedState): boolean {
  const [before, after] = [new Map(Object.entries(a)), Object.entries(b)]
  return before.size === after.length && after.every(([key, value]) => Object.is(before.get(key), value))
}

/** The state for a host that draws its own frame from the token: the frame is taken to hold the newest one. */
export function deriveTokenState(view: TokenView, surroundings: Surroundings): EmbedState {
  return view.token
    ? deriveShownState(view.token, view, surroundings.offline, surroundings.now)
    : deriveTokenlessState(view, surroundings)
}

function deriveTokenlessState(view: TokenView, { enabled, offline, now }: Surroundings): EmbedState {
  if (!enabled) return { status: 'idle' }
  // A token in hand with no frame yet: the frame is about to be born, whatever a later refresh says.
  if (!view.error || view.token?.isValidAt(now)) return { status: 'loading' }
  return { status: 'error', error: view.error, offline, willRetry: view.error.retryable }
}

function deriveShownState(token: EmbedToken, view: TokenView, offline: boolean, now: number): EmbedState {
  const { error, fetching, nextAttemptAt } = view
  const { expiresAt } = token
  if (!token.isValidAt(now)) return { status: 'expired', error, offline }
  if (error) return { status: 'degraded', expiresAt, error, offline, nextAttemptAt }
  return { status: 'ready', expiresAt, refreshing: fetching }
}
