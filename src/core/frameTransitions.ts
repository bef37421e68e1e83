import { EmbedError } from './errors.ts'
import { findFrame, type Frame, type FramesState, NO_FRAMES, NO_FAILURES } from './frames.ts'
import type { EmbedToken } from './token.ts'

/** Adds an iframe: the active one if there is none, else the pending one. */
export function addFrame(frames: FramesState, src: string, token: EmbedToken): FramesState {
  const id = frames.lastId + 1
  const frame: Frame = {
    id,
    src,
    srcToken: token,
    token,
    phase: 'loading',
    hasRequestedToken: false,
    hasRetriedUnresponsive: false,
  }
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

/** The embedded page is ready. An active page that responds late needs no replacement for being unresponsive. */
export function markReady(frames: FramesState, id: number): FramesState {
  const ready = updateFrame(frames, id, { phase: 'ready', error: undefined })
  const { active } = frames
  return active?.id === id && isUnresponsive(active) ? { ...ready, pending: undefined, ...NO_FAILURES } : ready
}

/** The pending iframe, whose page is ready, becomes the active one. */
export function promotePending(frames: FramesState, id: number): FramesState {
  const { pending } = frames
  return pending?.id === id ? promote(frames, { ...pending, phase: 'ready' }) : frames
}

/** Removes the pending iframe, which has not failed. */
export function cancelPending(frames: FramesState, id: number): FramesState {
  return id === frames.pending?.id ? { ...frames, pending: undefined } : frames
}

/** The embedded page requests a token. */
export function markTokenRequested(frames: FramesState, id: number): FramesState {
  return updateFrame(frames, id, { hasRequestedToken: true })
}

/** The embedded page requests a new token right after each delivery. */
export function rejectToken(frames: FramesState, id: number, error: EmbedError): FramesState {
  return updateFrame(frames, id, { error })
}

/** The embedded page was given a token. */
export function deliverToken(frames: FramesState, id: number, token: EmbedToken): FramesState {
  const updated = updateFrame(frames, id, { token, hasRequestedToken: false, error: undefined })
  return updated === frames ? frames : { ...updated, ...NO_FAILURES }
}

/** The embedded page requests a height, in CSS pixels. */
export function resizeFrame(frames: FramesState, id: number, height: number): FramesState {
  return updateFrame(frames, id, { height })
}

/** The embedded page reloaded itself: it holds the token of its URL again. */
export function markReloaded(frames: FramesState, id: number): FramesState {
  const frame = findFrame(frames, id)
  if (!frame) return frames
  // Before its first answer a page may redirect to another, so it is not worth showing yet.
  const phase = frame.phase === 'ready' || frame.phase === 'reloading' ? 'reloading' : 'loading'
  return updateFrame(frames, id, { phase, token: frame.srcToken, hasRequestedToken: false, error: undefined })
}

/** The embedded page loaded but did not respond in time, or never loaded. */
export interface FrameFailure {
  readonly phase: 'unresponsive' | 'failed'
  readonly error: EmbedError
  /** When another pending iframe may be created, on the document's clock. */
  readonly retryAt: number
}

/** Marks an active iframe as failed, and removes a pending one. */
export function failFrame(frames: FramesState, id: number, failure: FrameFailure): FramesState {
  const { phase, error, retryAt } = failure
  const { active, pending } = frames
  if (id !== pending?.id) return updateFrame(frames, id, { phase, error })
  // If both pages loaded and neither responds, the pending one is no worse, and its token is newer.
  if (phase === 'unresponsive' && isUnresponsive(active))
    return promote(frames, { ...pending, phase, error, hasRetriedUnresponsive: true })
  return {
    ...frames,
    pending: undefined,
    failures: frames.failures + 1,
    error: swapFailedError(error),
    retryAt: error.retryable ? retryAt : Infinity,
    lastFailedToken: pending.srcToken,
  }
}

/** Whether a page is not expected to respond any more, so that any other that loads is as good. */
function isUnresponsive(frame: Frame | undefined): boolean {
  return frame?.phase === 'unresponsive' || frame?.phase === 'failed'
}

function promote(frames: FramesState, pending: Frame): FramesState {
  return { lastId: frames.lastId, active: pending, ...NO_FAILURES }
}

/** An id of an iframe that was removed changes nothing. */
function updateFrame(frames: FramesState, id: number, patch: Partial<Frame>): FramesState {
  const frame = findFrame(frames, id)
  if (!frame) return frames
  const changed = { ...frame, ...patch }
  return frame === frames.active ? { ...frames, active: changed } : { ...frames, pending: changed }
}

function swapFailedError(cause: EmbedError): EmbedError {
  const { provider, retryable } = cause
  const message = 'The refreshed embed failed to load; the current one stays visible.'
  const outlook = retryable ? ' It will be retried.' : ` ${cause.message}`
  const hint = process.env.NODE_ENV === 'production' ? '' : outlook
  return new EmbedError('SWAP_FAILED', message + hint, { provider, retryable, cause })
}
