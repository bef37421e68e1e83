import type { Frame, FramesState } from './frames.ts'
import type { RefreshStrategy } from './adapter.ts'
import type { EmbedToken } from './token.ts'

/** What to do next with the frames of one embed. */
export type FrameStep =
  | { readonly type: 'none' }
  | { readonly type: 'wait'; readonly until: number }
  /** Make a frame; with `withNewToken`, fetch a token for it first, as the one in hand did not work. */
  | { readonly type: 'create'; readonly withNewToken: boolean }
  | { readonly type: 'deliver'; readonly frame: Frame; readonly token: EmbedToken }

const NO_STEP: FrameStep = { type: 'none' }

/**
 * Compares the newest token with what the frames hold and says what is to be done, so that nothing has to remember
 * what was done: run again after it, the same question has another answer.
 *
 * @param now ms on the document's clock
 */
export function nextFrameStep(
  frames: FramesState,
  token: EmbedToken | undefined,
  mode: RefreshStrategy<unknown>['mode'],
  now: number,
): FrameStep {
  const { active, pending, failures, retryAt, lastFailedToken } = frames
  if (!token?.isValidAt(now) || pending) return NO_STEP
  if (isPermanentlyBlocked(active)) return NO_STEP
  if (!active) return retryAt > now ? { type: 'wait', until: retryAt } : { type: 'create', withNewToken: false }
  if (token.equals(active.token)) {
    // One new frame with a fresh token tells a bad token from a page that never answers. A second would be a loop.
    const shouldRetryOnce = active.phase === 'unresponsive' && !active.hasRetriedUnresponsive && failures === 0
    return shouldRetryOnce ? { type: 'create', withNewToken: true } : NO_STEP
  }
  // A page that is still loading with a token that lasts will come; one whose token ran out will hardly.
  const isStillLoading = active.phase === 'loading' && !active.hasRequestedToken && active.token.isValidAt(now)
  if (isStillLoading || keepsOldToken(active, mode)) return NO_STEP
  if (canDeliverInPlace(active, mode, now)) return { type: 'deliver', frame: active, token }
  return retryAt > now
    ? { type: 'wait', until: retryAt }
    : { type: 'create', withNewToken: token.equals(lastFailedToken) }
}

/** A page that the host's own policy forbids: another token changes nothing. */
function isPermanentlyBlocked(active: Frame | undefined): boolean {
  return active?.phase === 'failed' && active.error?.retryable === false
}

function keepsOldToken(active: Frame, mode: RefreshStrategy<unknown>['mode']): boolean {
  return mode === 'none' && active.phase === 'ready'
}

/** A page that asked listens. One whose token ran out without a word perhaps does not: nobody knows. */
function canDeliverInPlace(active: Frame, mode: RefreshStrategy<unknown>['mode'], now: number): boolean {
  if (mode !== 'in-place') return false
  if (active.phase === 'loading') return active.hasRequestedToken
  return active.phase === 'ready' && (active.hasRequestedToken || active.token.isValidAt(now))
}
