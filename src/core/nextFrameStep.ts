import type { Frame, FramesState } from './frames.ts'
import type { RefreshStrategy } from './adapter.ts'
import type { EmbedToken } from './token.ts'

/** Next action for the iframes of one embed. */
export type FrameStep =
  | { readonly type: 'none' }
  | { readonly type: 'wait'; readonly until: number }
  /** Create an iframe. With `withNewToken`, fetch a token first, because the current token did not work. */
  | { readonly type: 'create'; readonly withNewToken: boolean }
  | { readonly type: 'deliver'; readonly frame: Frame; readonly token: EmbedToken }

/** Properties of a `RefreshStrategy` that decide the next step. */
interface RefreshRules {
  readonly mode: RefreshStrategy<unknown>['mode']
  readonly acceptsLateTokens?: boolean
}

const NO_STEP: FrameStep = { type: 'none' }

/**
 * Compares the newest token with the iframes' tokens and returns the next action. No memory of earlier actions is
 * needed: after the action, the same call returns a different result.
 *
 * @param now ms on the document's clock
 */
export function nextFrameStep(
  frames: FramesState,
  token: EmbedToken | undefined,
  rules: RefreshRules,
  now: number,
): FrameStep {
  const { active, pending, failures, retryAt, lastFailedToken } = frames
  if (!token?.isValidAt(now) || pending) return NO_STEP
  if (isPermanentlyBlocked(active)) return NO_STEP
  if (!active) return retryAt > now ? { type: 'wait', until: retryAt } : { type: 'create', withNewToken: false }
  if (token.equals(active.token)) {
    // A new iframe with a new token distinguishes a bad token from an unresponsive page. A second attempt would be a
    // loop.
    return active.phase === 'unresponsive' && failures === 0 ? { type: 'create', withNewToken: true } : NO_STEP
  }
  // A page still loading with a valid token will become ready; with an expired token probably not.
  const isStillLoading = active.phase === 'loading' && !active.hasRequestedToken && active.token.isValidAt(now)
  if (isStillLoading || keepsOldToken(active, rules)) return NO_STEP
  if (canDeliverInPlace(active, rules, now)) return { type: 'deliver', frame: active, token }
  return retryAt > now
    ? { type: 'wait', until: retryAt }
    : { type: 'create', withNewToken: token.equals(lastFailedToken) }
}

/** Returns whether the host page's own CSP blocks the iframe, so that another token would not help. */
function isPermanentlyBlocked(active: Frame | undefined): boolean {
  return active?.phase === 'failed' && active.error?.retryable === false
}

function keepsOldToken(active: Frame, { mode }: RefreshRules): boolean {
  return mode === 'none' && active.phase === 'ready'
}

/**
 * Returns whether a token can be sent by message. A page with an outstanding request is listening. Without a request, and
 * with an expired token, only some providers' pages are.
 */
function canDeliverInPlace(active: Frame, { mode, acceptsLateTokens }: RefreshRules, now: number): boolean {
  if (mode !== 'in-place') return false
  if (active.phase === 'loading') return active.hasRequestedToken
  return active.phase === 'ready' && (active.hasRequestedToken || acceptsLateTokens || active.token.isValidAt(now))
}
