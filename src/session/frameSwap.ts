import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedError } from '../core/errors.ts'
import type { FramesState } from '../core/frames.ts'
import type { FrameConnection } from './frameConnection.ts'

/**
 * Time for a page to render, in ms, without a report by the page. A ready page has run its script, but on a busy
 * processor its first frame is painted much later, and the viewer would see a blank.
 */
export const DEFAULT_RENDER_TIME = 300

/** Two iframes of one embed; the pending iframe is ready to replace the active one. */
export interface FrameSwap<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  readonly props: P
  /** The frames when the pending page became ready. */
  readonly frames: FramesState
  /** Connection to the active iframe; undefined if already removed. */
  readonly active: FrameConnection<P, C> | undefined
  readonly pending: FrameConnection<P, C>
  /** Returns the deadline for the pending page, in ms on the document's clock. */
  latestRenderAt(): number
  /** Ends the old page's `onReady` and calls that of the pending page; returns whether the app has one. */
  announce(): boolean
  /** Makes the pending iframe the active one; if that fills the screen, removes the pending one instead. */
  promote(): void
  /** Removes the pending iframe. If the active one has an older token, another one is created. */
  cancel(): void
  onError(error: EmbedError): void
}
