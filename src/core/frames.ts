import type { EmbedError } from './errors.ts'
import type { EmbedToken } from './token.ts'

/**
 * Progress of an embedded page: `loading` until its first response, `ready` afterwards, `reloading` after loading again
 * on its own, `unresponsive` if loaded without a response in time, `failed` if never loaded.
 */
export type FramePhase = 'loading' | 'ready' | 'reloading' | 'unresponsive' | 'failed'

/** An iframe. Its `src` never changes; the token may be refreshed in place. */
export interface Frame {
  /** Ascending, so that iframes are only appended: React reloads a moved iframe. */
  readonly id: number
  readonly src: string
  /** Token in `src`. */
  readonly srcToken: EmbedToken
  /** Newest token of the embedded page. */
  readonly token: EmbedToken
  readonly phase: FramePhase
  /** Whether the page has requested a token since the last delivery. */
  readonly hasRequestedToken: boolean
  /** Height requested by the page, in CSS pixels. */
  readonly height?: number | undefined
  readonly error?: EmbedError | undefined
}

/** Iframes of one embed: the active iframe and at most one pending iframe. */
export interface FramesState {
  readonly active?: Frame | undefined
  readonly pending?: Frame | undefined
  /** Highest ID so far. */
  readonly lastId: number
  /** Consecutive pending iframes that did not become ready. */
  readonly failures: number
  readonly error?: EmbedError | undefined
  /** Time of the next replacement attempt, on the document's clock. */
  readonly retryAt: number
  /** Token of the last failed replacement. */
  readonly lastFailedToken?: EmbedToken | undefined
}

/** Cleared failures, after the active page got the newest token. */
export const NO_FAILURES = { failures: 0, error: undefined, retryAt: 0, lastFailedToken: undefined } as const

/** Initial state without an iframe. */
export const NO_FRAMES: FramesState = { lastId: 0, ...NO_FAILURES }

/** Returns the iframe with an ID, or undefined if removed. */
export function findFrame(frames: FramesState, id: number): Frame | undefined {
  return [frames.active, frames.pending].find((frame) => frame?.id === id)
}

/**
 * Returns an iframe's token with its latest expiry: the same token may have been received again with another expiry.
 */
export function tokenOfFrame({ token }: Frame, newest: EmbedToken | undefined): EmbedToken {
  return newest?.equals(token) ? newest : token
}
