import type { EmbedError } from './errors.ts'
import type { EmbedToken } from './token.ts'

/**
 * How far a frame's page has come: `loading` until it answers, `ready` once it did, `reloading` when it then loaded
 * again by itself, `unresponsive` when it loaded and stayed mute past the time limit, `failed` when it never loaded at all.
 */
export type FramePhase = 'loading' | 'ready' | 'reloading' | 'unresponsive' | 'failed'

/** One iframe. Its `src` is fixed for life; the token it holds may be renewed in place. */
export interface Frame {
  /** Ascending, so that frames are only ever appended: React reloads an iframe that it moves. */
  readonly id: number
  readonly src: string
  /** The token in `src`. */
  readonly srcToken: EmbedToken
  /** The newest token that its page was given. */
  readonly token: EmbedToken
  readonly phase: FramePhase
  /** Its page asked for a token since it last got one. */
  readonly hasRequestedToken: boolean
  /** A second frame with a fresh token was silent too, so that a third would be of no use. */
  readonly hasRetriedUnresponsive: boolean
  /** The height that its page asked for, in CSS pixels. */
  readonly height?: number | undefined
  readonly error?: EmbedError | undefined
}

/** All frames of one embed: the one on show, and at most one underneath that will replace it. */
export interface FramesState {
  readonly active?: Frame | undefined
  readonly pending?: Frame | undefined
  /** The highest id given so far. */
  readonly lastId: number
  /** Replacements that failed in a row. */
  readonly failures: number
  readonly error?: EmbedError | undefined
  /** When the next replacement may be tried, on the document's clock. */
  readonly retryAt: number
  /** The token of the replacement that failed last. */
  readonly lastFailedToken?: EmbedToken | undefined
}

/** The page on show holds the newest token, so that nothing is left of what failed before. */
export const NO_FAILURES = { failures: 0, error: undefined, retryAt: 0, lastFailedToken: undefined } as const

/** No frame yet. */
export const NO_FRAMES: FramesState = { lastId: 0, ...NO_FAILURES }

/** The frame with an id, if it still exists. */
export function findFrame(frames: FramesState, id: number): Frame | undefined {
  return [frames.active, frames.pending].find((frame) => frame?.id === id)
}

/** The token that a frame holds, as it is known now: the same secret may have come once more, and say another end. */
export function tokenOfFrame({ token }: Frame, newest: EmbedToken | undefined): EmbedToken {
  return newest?.equals(token) ? newest : token
}
