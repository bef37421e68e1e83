import { PAGE_LOAD_TIME } from './refreshSchedule.ts'
import type { EmbedToken } from './token.ts'

/** How long reported activity counts, in ms. */
const ACTIVITY_WINDOW = 2_000
/** Interval of activity checks, in ms: the host document has no event for the end of activity. */
export const ACTIVITY_POLL_INTERVAL = 250

/** Time reserved for the last copy and rendering of a swap on a busy machine, in ms. */
const SWAP_TIME_RESERVE = 1_500

/** Known activity of a viewer in a cross-origin page. */
export interface ViewerActivity {
  /** Whether the iframe is fullscreen: removing it would leave fullscreen. */
  readonly isFullscreen: boolean
  /** Whether the iframe has focus. Focus remains long after a click. */
  readonly hasFocus: boolean
  /** Last reported movement, pointer event or selection, on the document's clock. */
  readonly lastActiveAt?: number | undefined
}

/**
 * Returns whether viewer activity should delay a swap. Focus alone counts for half of the time available for
 * a refresh; activity counts almost to the end.
 *
 * @param token of the visible page
 * @param now ms on the document's clock
 */
export function isViewerBusy(
  { hasFocus, lastActiveAt = -Infinity }: Omit<ViewerActivity, 'isFullscreen'>,
  token: EmbedToken,
  now: number,
): boolean {
  if (!hasFocus) return false
  const latest = latestSwapAt(token)
  const halfTime = Math.min((token.refreshAt + token.expiresAt) / 2, latest - PAGE_LOAD_TIME)
  return now < halfTime || (now < latest && now - lastActiveAt < ACTIVITY_WINDOW)
}

/** Returns the latest start of a swap that still ends before the token's expiry. */
export function latestSwapAt({ issuedAt, expiresAt }: EmbedToken): number {
  return expiresAt - Math.max(SWAP_TIME_RESERVE, Math.min(5_000, (expiresAt - issuedAt) / 10))
}
