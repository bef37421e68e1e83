import { EmbedError } from './errors.ts'
import { findFrame, type Frame, type FrameAction, type FramesState, NO_FRAMES, NO_FAILURES } from './frames.ts'
import type { EmbedToken } from './token.ts'

/** The one place that decides which frames exist and which is on show. Events of frames that are gone change nothing. */
export function framesReducer(frames: FramesState, action: FrameAction): FramesState {
  switch (action.type) {
    case 'created':
      return action.afterId === frames.lastId ? addFrame(frames, action.src, action.token) : frames
    case 'promoted':
      return action.id === frames.pending?.id ? promotePending(frames, { ...frames.pending, phase: 'ready' }) : frames
    case 'cancelled':
      return action.id === frames.pending?.id ? { ...frames, pending: undefined } : frames
    case 'failed':
      return action.id === frames.pending?.id ? failPending(frames, frames.pending, action) : failFrame(frames, action)
    case 'ready':
      return action.id === frames.active?.id
        ? markReadyLate(frames, frames.active)
        : updateFrame(frames, action.id, { phase: 'ready', error: undefined })
    case 'tokenRejected':
      return updateFrame(frames, action.id, { error: action.error })
    case 'tokenRequested':
      return updateFrame(frames, action.id, { hasRequestedToken: true })
    case 'tokenDelivered':
      return findFrame(frames, action.id) ? setDeliveredToken(frames, action.id, action.token) : frames
    case 'resized':
      return updateFrame(frames, action.id, { height: action.height })
    case 'reloaded':
      return markReloaded(frames, action.id)
    case 'createFailed':
      return { ...frames, failures: frames.failures + 1, error: action.error, retryAt: action.retryAt }
    case 'cleared':
      return { ...NO_FRAMES, lastId: frames.lastId }
  }
  return action satisfies never
}

/** Whether a frame is beyond hope of an answer, so that any other that loads is as good. */
function isUnresponsive(frame: Frame | undefined): boolean {
  return frame?.phase === 'unresponsive' || frame?.phase === 'failed'
}

function addFrame(frames: FramesState, src: string, token: EmbedToken): FramesState {
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

/** A live page that answers after all needs no replacement for its silence: what it still lacks, the next step says. */
function markReadyLate(frames: FramesState, active: Frame): FramesState {
  const ready = updateFrame(frames, active.id, { phase: 'ready', error: undefined })
  return isUnresponsive(active) ? { ...ready, pending: undefined, ...NO_FAILURES } : ready
}

function promotePending(frames: FramesState, pending: Frame): FramesState {
  return { lastId: frames.lastId, active: pending, ...NO_FAILURES }
}

function failFrame(frames: FramesState, { id, phase, error }: FrameAction & { type: 'failed' }): FramesState {
  return updateFrame(frames, id, { phase, error })
}

function failPending(frames: FramesState, pending: Frame, action: FrameAction & { type: 'failed' }): FramesState {
  const { phase, error, retryAt } = action
  // A page that loaded but cannot be heard is no worse than a live one that cannot be heard either, and its token is newer.
  if (phase === 'unresponsive' && isUnresponsive(frames.active))
    return promotePending(frames, { ...pending, phase, error, hasRetriedUnresponsive: true })
  return {
    ...frames,
    pending: undefined,
    failures: frames.failures + 1,
    error: swapFailedError(error),
    // What only a person can help is not tried again.
    retryAt: error.retryable ? retryAt : Infinity,
    lastFailedToken: pending.srcToken,
  }
}

function swapFailedError(cause: EmbedError): EmbedError {
  const { provider, retryable } = cause
  const message = 'The renewed embed did not come up, so the one on show stays.'
  const outlook = retryable ? ' It is tried again after a pause.' : ` ${cause.message}`
  return new EmbedError('SWAP_FAILED', message + outlook, { provider, retryable, cause })
}

function setDeliveredToken(frames: FramesState, id: number, token: EmbedToken): FramesState {
  return { ...updateFrame(frames, id, { token, hasRequestedToken: false, error: undefined }), ...NO_FAILURES }
}

/** A page that reloaded itself starts again with the token in its URL, whatever it was given since. */
function markReloaded(frames: FramesState, id: number): FramesState {
  const frame = findFrame(frames, id)
  if (!frame) return frames
  // One that was never ready is not worth seeing yet: a page may lead to another before it answers.
  const phase = frame.phase === 'ready' || frame.phase === 'reloading' ? 'reloading' : 'loading'
  return updateFrame(frames, id, { phase, token: frame.srcToken, hasRequestedToken: false, error: undefined })
}

function updateFrame(frames: FramesState, id: number, patch: Partial<Frame>): FramesState {
  const frame = findFrame(frames, id)
  if (!frame) return frames
  const changed = { ...frame, ...patch }
  return frame === frames.active ? { ...frames, active: changed } : { ...frames, pending: changed }
}
