import { EmbedError } from './errors.ts'
import { findFrame, type Frame, type FrameEvent, type Frames, NO_FRAMES, UNTROUBLED } from './frames.ts'
import type { EmbedToken } from './token.ts'

/** The one place that decides which frames exist and which is on show. Events of frames that are gone change nothing. */
export function framesReducer(frames: Frames, event: FrameEvent): Frames {
  switch (event.type) {
    case 'born':
      return event.after === frames.lastId ? withNewborn(frames, event.src, event.token) : frames
    case 'promoted':
      return event.id === frames.next?.id ? promote(frames, { ...frames.next, phase: 'ready' }) : frames
    case 'withdrawn':
      return event.id === frames.next?.id ? { ...frames, next: undefined } : frames
    case 'failed':
      return event.id === frames.next?.id ? failNext(frames, frames.next, event) : fail(frames, event)
    case 'ready':
      return event.id === frames.live?.id
        ? answerLate(frames, frames.live)
        : change(frames, event.id, { phase: 'ready', error: undefined })
    case 'rejected':
      return change(frames, event.id, { error: event.error })
    case 'asked':
      return change(frames, event.id, { asked: true })
    case 'delivered':
      return findFrame(frames, event.id) ? deliver(frames, event.id, event.token) : frames
    case 'resized':
      return change(frames, event.id, { height: event.height })
    case 'reloaded':
      return reload(frames, event.id)
    case 'stillborn':
      return { ...frames, failures: frames.failures + 1, error: event.error, retryAt: event.retryAt }
    case 'dropped':
      return { ...NO_FRAMES, lastId: frames.lastId }
  }
  return event satisfies never
}

/** Whether a frame is beyond hope of an answer, so that any other that loads is as good. */
function isMute(frame: Frame | undefined): boolean {
  return frame?.phase === 'silent' || frame?.phase === 'broken'
}

function withNewborn(frames: Frames, src: string, token: EmbedToken): Frames {
  const id = frames.lastId + 1
  const frame: Frame = { id, src, bornWith: token, token, phase: 'loading', asked: false, confirmed: false }
  return frames.live ? { ...frames, lastId: id, next: frame } : { ...frames, lastId: id, live: frame }
}

/** A live page that answers after all needs no replacement for its silence: what it still lacks, the next step says. */
function answerLate(frames: Frames, live: Frame): Frames {
  const ready = change(frames, live.id, { phase: 'ready', error: undefined })
  return isMute(live) ? { ...ready, next: undefined, ...UNTROUBLED } : ready
}

function promote(frames: Frames, next: Frame): Frames {
  return { lastId: frames.lastId, live: next, ...UNTROUBLED }
}

function fail(frames: Frames, { id, phase, error }: FrameEvent & { type: 'failed' }): Frames {
  return change(frames, id, { phase, error })
}

function failNext(frames: Frames, next: Frame, failure: FrameEvent & { type: 'failed' }): Frames {
  const { phase, error, retryAt } = failure
  // A page that loaded but cannot be heard is no worse than a live one that cannot be heard either, and its token is newer.
  if (phase === 'silent' && isMute(frames.live)) return promote(frames, { ...next, phase, error, confirmed: true })
  return {
    ...frames,
    next: undefined,
    failures: frames.failures + 1,
    error: handoverFailed(error),
    // What only a person can help is not tried again.
    retryAt: error.retryable ? retryAt : Infinity,
    tried: next.bornWith,
  }
}

function handoverFailed(cause: EmbedError): EmbedError {
  const { provider, retryable } = cause
  const message = 'The renewed embed did not come up, so the one on show stays.'
  const outlook = retryable ? ' It is tried again after a pause.' : ` ${cause.message}`
  return new EmbedError('HANDOVER_FAILED', message + outlook, { provider, retryable, cause })
}

function deliver(frames: Frames, id: number, token: EmbedToken): Frames {
  return { ...change(frames, id, { token, asked: false, error: undefined }), ...UNTROUBLED }
}

/** A page that reloaded itself starts again with the token in its URL, whatever it was given since. */
function reload(frames: Frames, id: number): Frames {
  const frame = findFrame(frames, id)
  if (!frame) return frames
  // One that was never ready is not worth seeing yet: a page may lead to another before it answers.
  const phase = frame.phase === 'ready' || frame.phase === 'reloading' ? 'reloading' : 'loading'
  return change(frames, id, { phase, token: frame.bornWith, asked: false, error: undefined })
}

function change(frames: Frames, id: number, patch: Partial<Frame>): Frames {
  const frame = findFrame(frames, id)
  if (!frame) return frames
  const changed = { ...frame, ...patch }
  return frame === frames.live ? { ...frames, live: changed } : { ...frames, next: changed }
}
