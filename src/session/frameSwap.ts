import type { RefreshStrategy } from '../core/adapter.ts'
import type { EmbedError } from '../core/errors.ts'
import type { EmbedToken } from '../core/token.ts'
import type { FrameConnection } from './frameConnection.ts'

/**
 * Time for a page to render, in ms, without a report by the page. A ready page has run its script, but on a busy
 * processor its first frame is painted much later, and the viewer would see a blank.
 */
export const DEFAULT_RENDER_TIME = 300

/** Two iframes of one embed; the pending iframe is ready to replace the active one. */
export interface FrameSwap<P, C> {
  readonly provider: string
  readonly refreshStrategy: RefreshStrategy<C>
  /** Connection to the active iframe; undefined if already removed. */
  readonly active: FrameConnection<P, C> | undefined
  readonly pending: FrameConnection<P, C>
  /** Token of the active iframe. */
  readonly activeToken: EmbedToken
  /** Returns the deadline for the pending page, in ms on the document's clock. */
  latestRenderAt(): number
  /** Ends the old page's `onReady` and calls that of the pending page; returns whether the app has one. */
  announce(): boolean
  /** Makes the pending iframe the active one; if that fills the screen, removes the pending one instead. */
  promote(): void
  onError(error: EmbedError): void
}
