import type { RefreshStrategy } from '../core/adapter.ts'
import type { EmbedError } from '../core/errors.ts'
import type { EmbedToken } from '../core/token.ts'
import type { FrameConnection } from './frameConnection.ts'

/**
 * How long a page is given to render, in ms, if it does not report when it has. A page that is ready has run its script,
 * but on a busy processor its first picture appears much later, and the viewer would see a blank.
 */
export const DEFAULT_RENDER_TIME = 300

/** Two iframes of one embed, the second of which is ready to replace the first. */
export interface FrameSwap<P, C> {
  readonly provider: string
  readonly refreshStrategy: RefreshStrategy<C>
  /** The connection to the active iframe; undefined if that is no longer on the page. */
  readonly active: FrameConnection<P, C> | undefined
  readonly pending: FrameConnection<P, C>
  /** The token of the active iframe. */
  readonly activeToken: EmbedToken
  /** Until when the pending page may be waited for, in ms on the document's clock. */
  latestRenderAt(): number
  /** Ends the old page's `onReady` and calls that of the pending page; returns whether the app has one. */
  announce(): boolean
  /** Makes the pending iframe the active one; if that fills the screen, removes the pending one instead. */
  promote(): void
  onError(error: EmbedError): void
}
