import { EmbedError } from './errors'
import type { EmbedToken } from './token'

/**
 * How far a frame's page has come: `loading` until it answers, `ready` once it did, `reloading` when it then loaded
 * again by itself, `silent` when it loaded and stayed mute past the time limit, `broken` when it never loaded at all.
 */
export type FramePhase = 'loading' | 'ready' | 'reloading' | 'silent' | 'broken'

/** One iframe. Its `src` is fixed for life; the token it holds may be renewed in place. */
export interface Frame {
  /** Ascending, so that frames are only ever appended: React reloads an iframe that it moves. */
  readonly id: number
  readonly src: string
  /** The token in `src`. */
  readonly bornWith: EmbedToken
  /** The newest token that its page was given. */
  readonly token: EmbedToken
  readonly phase: FramePhase
  /** Its page asked for a token since it last got one. */
  readonly asked: boolean
  /** A second frame with a fresh token was silent too, so that a third would be of no use. */
  readonly confirmed: boolean
  /** The height that its page asked for, in CSS pixels. */
  readonly height?: number | undefined
  readonly error?: EmbedError | undefined
}

/** All frames of one embed: the one on show, and at most one underneath that will replace it. */
export interface Frames {
  readonly live?: Frame | undefined
  readonly next?: Frame | undefined
  /** The highest id given so far. */
  readonly lastId: number
  /** Replacements that failed in a row. */
  readonly failures: number
  readonly error?: EmbedError | undefined
  /** When the next replacement may be tried, on the document's clock. */
  readonly retryAt: number
}

/** What can happen to frames. */
export type FrameEvent =
  /** `after` is the `lastId` that was seen when the birth was decided: a birth decided twice happens once. */
  | { readonly type: 'born'; readonly after: number; readonly src: string; readonly token: EmbedToken }
  | { readonly type: 'ready'; readonly id: number }
  | { readonly type: 'promoted'; readonly id: number }
  | { readonly type: 'asked'; readonly id: number }
  | { readonly type: 'delivered'; readonly id: number; readonly token: EmbedToken }
  | { readonly type: 'resized'; readonly id: number; readonly height: number }
  | { readonly type: 'reloaded'; readonly id: number }
  | {
      readonly type: 'failed'
      readonly id: number
      readonly phase: 'silent' | 'broken'
      readonly error: EmbedError
      readonly retryAt: number
    }

/** The page on show holds the newest token, so that nothing is left of what failed before. */
const UNTROUBLED = { failures: 0, error: undefined, retryAt: 0 } as const

/** No frame yet. */
export const NO_FRAMES: Frames = { lastId: 0, ...UNTROUBLED }

/** The one place that decides which frames exist and which is on show. Events of frames that are gone change nothing. */
export function framesReducer(frames: Frames, event: FrameEvent): Frames {
  switch (event.type) {
    case 'born':
      return event.after === frames.lastId ? withNewborn(frames, event.src, event.token) : frames
    case 'promoted':
      return event.id === frames.next?.id ? promote(frames, frames.next) : frames
    case 'failed':
      return event.id === frames.next?.id ? failNext(frames, frames.next, event) : change(frames, event.id, event)
    case 'ready':
      return change(frames, event.id, { phase: 'ready', error: undefined })
    case 'asked':
      return change(frames, event.id, { asked: true })
    case 'delivered':
      return findFrame(frames, event.id) ? deliver(frames, event.id, event.token) : frames
    case 'resized':
      return change(frames, event.id, { height: event.height })
    case 'reloaded':
      return reload(frames, event.id)
  }
  return event satisfies never
}

/** The frame with an id, if it still exists. */
export function findFrame(frames: Frames, id: number): Frame | undefined {
  return [frames.live, frames.next].find((frame) => frame?.id === id)
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

function promote(frames: Frames, next: Frame): Frames {
  return { lastId: frames.lastId, live: next, ...UNTROUBLED }
}

function failNext(frames: Frames, next: Frame, failure: FrameEvent & { type: 'failed' }): Frames {
  const { phase, error, retryAt } = failure
  // A page that loaded but cannot be heard is no worse than a live one that cannot be heard either, and its token is newer.
  if (phase === 'silent' && isMute(frames.live)) return promote(frames, { ...next, phase, error, confirmed: true })
  return { ...frames, next: undefined, failures: frames.failures + 1, error: handoverFailed(error), retryAt }
}

function handoverFailed(cause: EmbedError): EmbedError {
  const { provider } = cause
  const message = 'The renewed embed did not come up, so the one on show stays. It is tried again after a pause.'
  return new EmbedError('HANDOVER_FAILED', message, { provider, cause })
}

function deliver(frames: Frames, id: number, token: EmbedToken): Frames {
  return { ...change(frames, id, { token, asked: false }), ...UNTROUBLED }
}

/** A page that reloaded itself starts again with the token in its URL, whatever it was given since. */
function reload(frames: Frames, id: number): Frames {
  const frame = findFrame(frames, id)
  return frame ? change(frames, id, { phase: 'reloading', token: frame.bornWith, asked: false }) : frames
}

function change(frames: Frames, id: number, { phase, token, asked, height, error }: Partial<Frame>): Frames {
  const frame = findFrame(frames, id)
  if (!frame) return frames
  const changed: Frame = {
    ...frame,
    phase: phase ?? frame.phase,
    token: token ?? frame.token,
    asked: asked ?? frame.asked,
    height: height ?? frame.height,
    error: phase ? error : frame.error,
  }
  return frame === frames.live ? { ...frames, live: changed } : { ...frames, next: changed }
}
