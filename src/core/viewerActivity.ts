import { PAGE_LOAD_TIME } from './refreshSchedule.ts'
import type { EmbedToken } from './token.ts'

/** What the vendor's page reports counts as work for this long, in ms. */
const ACTIVITY_WINDOW = 2_000
/** How often to look whether a viewer is still at work, in ms: no event of the host's document says so. */
export const ACTIVITY_POLL_INTERVAL = 250

/** What carrying the last of a view and drawing it takes on a busy machine, in ms. */
const SWAP_TIME_RESERVE = 1_500

/** What can be known of a viewer whose page is of another site. */
export interface ViewerActivity {
  /** The frame fills the screen: to remove it would end that. */
  readonly isFullscreen: boolean
  /** The frame has the focus. It keeps that long after a click. */
  readonly hasFocus: boolean
  /** When its page last reported a movement, a pointer or a selection, on the document's clock. */
  readonly lastActiveAt?: number | undefined
}

/**
 * Whether a viewer is using a page so that another must not take its place yet. The focus alone counts until half of
 * the time is gone that a renewal has; what is done in the page counts almost to the end, full screen without end.
 *
 * @param token of the page on show
 * @param now ms on the document's clock
 */
export function isViewerBusy(
  { isFullscreen, hasFocus, lastActiveAt = -Infinity }: ViewerActivity,
  token: EmbedToken,
  now: number,
): boolean {
  if (isFullscreen) return true
  if (!hasFocus) return false
  const latest = latestSwapAt(token)
  const halfTime = Math.min((token.refreshAt + token.expiresAt) / 2, latest - PAGE_LOAD_TIME)
  return now < halfTime || (now < latest && now - lastActiveAt < ACTIVITY_WINDOW)
}

/** Until when the iframe of a token may wait for its swap: what a swap still takes from then on is done in time. */
export function latestSwapAt({ issuedAt, expiresAt }: EmbedToken): number {
  return expiresAt - Math.max(SWAP_TIME_RESERVE, Math.min(5_000, (expiresAt - issuedAt) / 10))
}
