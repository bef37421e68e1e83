import type { Frame, Frames } from './frames.ts'
import type { RefreshStrategy } from './adapter.ts'
import type { EmbedToken } from './token.ts'

/** What to do next with the frames of one embed. */
export type Step =
  | { readonly do: 'nothing' }
  | { readonly do: 'wait'; readonly until: number }
  /** Make a frame; with `fresh`, fetch a token for it first, as the one in hand did not work. */
  | { readonly do: 'birth'; readonly fresh: boolean }
  | { readonly do: 'deliver'; readonly frame: Frame; readonly token: EmbedToken }

const NOTHING: Step = { do: 'nothing' }

/**
 * Compares the newest token with what the frames hold and says what is to be done, so that nothing has to remember
 * what was done: run again after it, the same question has another answer.
 *
 * @param now ms on the document's clock
 */
export function nextStep(
  frames: Frames,
  token: EmbedToken | undefined,
  mode: RefreshStrategy<unknown>['mode'],
  now: number,
): Step {
  const { live, next, failures, retryAt, tried } = frames
  if (!token?.isValidAt(now) || next) return NOTHING
  if (isBeyondHelp(live)) return NOTHING
  if (!live) return retryAt > now ? { do: 'wait', until: retryAt } : { do: 'birth', fresh: false }
  if (token.isSameAs(live.token)) {
    // One new frame with a fresh token tells a bad token from a page that never answers. A second would be a loop.
    const deservesSecondLook = live.phase === 'silent' && !live.confirmed && failures === 0
    return deservesSecondLook ? { do: 'birth', fresh: true } : NOTHING
  }
  // A page that is still loading with a token that lasts will come; one whose token ran out will hardly.
  const willCome = live.phase === 'loading' && !live.asked && live.token.isValidAt(now)
  if (willCome || isContentWith(live, mode)) return NOTHING
  if (canDeliver(live, mode, now)) return { do: 'deliver', frame: live, token }
  return retryAt > now ? { do: 'wait', until: retryAt } : { do: 'birth', fresh: token.isSameAs(tried) }
}

/** A page that the host's own policy forbids: another token changes nothing. */
function isBeyondHelp(live: Frame | undefined): boolean {
  return live?.phase === 'broken' && live.error?.retryable === false
}

function isContentWith(live: Frame, mode: RefreshStrategy<unknown>['mode']): boolean {
  return mode === 'none' && live.phase === 'ready'
}

/** A page that asked listens. One whose token ran out without a word perhaps does not: nobody knows. */
function canDeliver(live: Frame, mode: RefreshStrategy<unknown>['mode'], now: number): boolean {
  if (mode !== 'in-place') return false
  if (live.phase === 'loading') return live.asked
  return live.phase === 'ready' && (live.asked || live.token.isValidAt(now))
}
