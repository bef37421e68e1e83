import { EmbedError } from './errors.ts'
import { findFrame, type Frame, type FramesState, NO_FRAMES, NO_FAILURES } from './frames.ts'
import type { EmbedToken } from './token.ts'

/** Adds an iframe: the active one if there is none, else the pending one. */
export function addFrame(frames: FramesState, src: string, token: EmbedToken): FramesState {
  const id = frames.lastId + 1
  const frame: Frame = { id, src, srcToken: token, token, phase: 'loading', hasRequestedToken: false }
  return frames.active ? { ...frames, lastId: id, pending: frame } : { ...frames, lastId: id, active: frame }
}

/** Counts an iframe that could not be created, because no URL could be built. */
export function failCreation(frames: FramesState, error: EmbedError, retryAt: number): FramesState {
  return { ...frames, failures: frames.failures + 1, error, retryAt }
}

/** Removes all iframes: the viewer signed out. */
export function clearFrames(frames: FramesState): FramesState {
  return { ...NO_FRAMES, lastId: frames.lastId }
}

/** Marks the embedded page as ready. A late response clears an earlier `unresponsive`, so no replacement is needed. */
export function markReady(frames: FramesState, id: number): FramesState {
  const ready = updateFrame(frames, id, { phase: 'ready', error: undefined })
  const { active } = frames
  return active?.id === id && isUnresponsive(active) ? { ...ready, pending: undefined, ...NO_FAILURES } : ready
}

/** Promotes the ready pending iframe to the active iframe. */
export function promotePending(frames: FramesState, id: number): FramesState {
  const { pending } = frames
  return pending?.id === id ? promote(frames, { ...pending, phase: 'ready' }) : frames
}

/** Removes the pending iframe without counting a failure. */
export function cancelPending(frames: FramesState, id: number): FramesState {
  return id === frames.pending?.id ? { ...frames, pending: undefined } : frames
}

/** Records that the embedded page requested a token. */
export function markTokenRequested(frames: FramesState, id: number): FramesState {
  return updateFrame(frames, id, { hasRequestedToken: true })
}

/** Records that the embedded page rejected several tokens in a row. */
export function rejectToken(frames: FramesState, id: number, error: EmbedError): FramesState {
  return updateFrame(frames, id, { error })
}

/** Records that a token was delivered to the embedded page. */
export function deliverToken(frames: FramesState, id: number, token: EmbedToken): FramesState {
  const updated = updateFrame(frames, id, { token, hasRequestedToken: false, error: undefined })
  return updated === frames ? frames : { ...updated, ...NO_FAILURES }
}

/** Sets the height requested by the embedded page, in CSS pixels. */
export function resizeFrame(frames: FramesState, id: number, height: number): FramesState {
  return updateFrame(frames, id, { height })
}

/** Records that the embedded page reloaded itself and uses the token of its URL again. */
export function markReloaded(frames: FramesState, id: number): FramesState {
  const frame = findFrame(frames, id)
  if (!frame) return frames
  // Before its first response a page may redirect, so the new page is not visible yet.
  const phase = frame.phase === 'ready' || frame.phase === 'reloading' ? 'reloading' : 'loading'
  return updateFrame(frames, id, { phase, token: frame.srcToken, hasRequestedToken: false, error: undefined })
}

/** Failure of an iframe: its page never loaded, or loaded and did not respond in time. */
export interface FrameFailure {
  readonly phase: 'unresponsive' | 'failed'
  readonly error: EmbedError
  /** Time on the document's clock after which another pending iframe may be created. */
  readonly retryAt: number
}

/** Marks an active iframe as failed, and removes a pending one. */
export function failFrame(frames: FramesState, id: number, failure: FrameFailure): FramesState {
  const { phase, error, retryAt } = failure
  const { active, pending } = frames
  if (id !== pending?.id) return updateFrame(frames, id, { phase, error })
  // If neither loaded page responds, the pending page is no worse, and has the newer token.
  if (phase === 'unresponsive' && isUnresponsive(active))
    return { ...promote(frames, { ...pending, phase, error }), failures: 1 }
  return {
    ...frames,
    pending: undefined,
    failures: frames.failures + 1,
    error: swapFailedError(error),
    retryAt: error.retryable ? retryAt : Infinity,
    lastFailedToken: pending.srcToken,
  }
}

/** Returns whether no response is expected from a page, so that any other loaded page may replace it. */
function isUnresponsive(frame: Frame | undefined): boolean {
  return frame?.phase === 'unresponsive' || frame?.phase === 'failed'
}

function promote(frames: FramesState, pending: Frame): FramesState {
  // Until the new page reports its height, the embed keeps the old one: the content below does not jump.
  return { lastId: frames.lastId, active: { height: frames.active?.height, ...pending }, ...NO_FAILURES }
}

/** Patches an iframe. The ID of a removed iframe is ignored. */
function updateFrame(frames: FramesState, id: number, patch: Partial<Frame>): FramesState {
  const frame = findFrame(frames, id)
  if (!frame) return frames
  const changed = { ...frame, ...patch }
  return frame === frames.active ? { ...frames, active: changed } : { ...frames, pending: changed }
}

function swapFailedError(cause: EmbedError): EmbedError {
  const { provider, retryable } = cause
  const message = 'The refreshed iframe failed to load; the current iframe stays visible.'
  const outlook = retryable ? ' It will be retried.' : ` ${cause.message}`
  const hint = process.env.NODE_ENV === 'production' ? '' : outlook
  return new EmbedError('SWAP_FAILED', message + hint, { provider, retryable, cause })
}
