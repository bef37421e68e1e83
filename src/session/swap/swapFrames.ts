import { now } from '../../browser/clock.ts'
import { getViewerActivity } from '../../browser/getViewerActivity.ts'
import type { EmbedError } from '../../core/errors.ts'
import type { EmbedToken } from '../../core/token.ts'
import { delay } from '../../core/timeout.ts'
import { runWithTimeout } from '../../core/runWithTimeout.ts'
import { viewTransferError } from '../frameErrors.ts'
import { DEFAULT_RENDER_TIME, type FrameSwap } from '../frameSwap.ts'
import { hasOutdatedView, restartSwap } from './hasOutdatedView.ts'
import { waitUntilRendered } from './waitUntilRendered.ts'
import { waitUntilViewerIdle } from './waitUntilViewerIdle.ts'

/**
 * Timeout of one view transfer, in ms. A transfer takes 50 ms on an idle thread; on a thread busy with
 * other pages, a preserved view is worth a delay of two seconds.
 */
const MIN_TRANSFER_TIMEOUT = 2_000
const MAX_TRANSFER_TIMEOUT = 4_000
/** Longest wait for the pending page to render, in ms: the time left for a swap by the earliest refresh. */
const MAX_RENDER_TIME = 10 * 60_000
/**
 * Repetitions of the view transfer, time permitting: for viewer activity in the meantime, and for
 * updates ignored by a busy page.
 */
const MAX_FINAL_TRANSFERS = 3
/** Time for promoting the pending iframe before the token expires, in ms. */
const PROMOTION_TIME = 800

/**
 * Swaps the pending iframe in.
 *
 * 1. The adapter copies the view while both pages exist and the active page is visible.
 * 2. The pending page renders, for minutes if necessary, limited by the active iframe's token.
 * 3. The swap waits until the viewer is idle, but not while the active iframe is fullscreen.
 * 4. Changes by the viewer in the meantime are copied and rendered until no difference is left, so that nothing moves
 *    visibly at the swap.
 * 5. The app receives the pending page in `onReady`, and the view is copied once more: the app's changes are part of the
 *    first picture, and the viewer's view has priority.
 * 6. The pending iframe is promoted, unless the active iframe is fullscreen. If its view is only in its URL and has
 *    changed meanwhile, another one is created instead.
 *
 * A failed view transfer is reported and does not stop the swap: a valid token has priority.
 */
export async function swapFrames<P, C>(swap: FrameSwap<P, C>): Promise<void> {
  // Aborted if the pending iframe is removed, or if its page reloads and is not ready.
  const { signal } = swap.pending.channel
  await prepareSwap(swap)
  const isOutdated = await hasOutdatedView(swap)
  if (signal.aborted) return
  if (isOutdated) restartSwap(swap)
  else swap.promote()
}

/** Steps 1 to 5. */
async function prepareSwap<P, C>(swap: FrameSwap<P, C>): Promise<void> {
  const { adapter, frames, active, pending, latestRenderAt, onError } = swap
  const activeToken = frames.active?.token
  if (!active || !activeToken || !pending.readyPage) return
  const refreshStrategy = adapter.refreshStrategy(swap.props)
  const isFullscreen = () => getViewerActivity(active.iframe).isFullscreen
  if (isFullscreen()) return
  const { signal } = pending.channel
  const newController = pending.readyPage.controller
  const maxRenderAt = now() + MAX_RENDER_TIME
  const whenRendered = () =>
    waitUntilRendered(refreshStrategy, newController, () => Math.min(latestRenderAt(), maxRenderAt), signal)

  if (refreshStrategy.mode !== 'swap' || !active.readyPage) return whenRendered()
  const oldController = active.readyPage.controller
  let failure: EmbedError | undefined
  /** Resolves with whether more may need copying. */
  const transferView = async (timeout: number): Promise<boolean> => {
    try {
      failure = undefined
      // As method calls, here and below: an app's adapter may use `this`.
      return (
        (await runWithTimeout(timeout, signal, async (transferSignal) =>
          refreshStrategy.transferView?.(oldController, newController, transferSignal),
        )) === true
      )
    } catch (cause) {
      failure = viewTransferError(adapter.name, cause)
      return true
    }
  }
  const hasTime = (): boolean => now() < activeToken.expiresAt - PROMOTION_TIME
  const onViewerActivity = (listener: () => void) => refreshStrategy.onViewerActivity?.(oldController, listener)

  await transferView(MAX_TRANSFER_TIMEOUT)
  await whenRendered()
  for (let attemptsLeft = MAX_FINAL_TRANSFERS; ; attemptsLeft -= 1) {
    // Read each time, as the pending page may have taken minutes to render.
    await waitUntilViewerIdle({ iframe: active.iframe, token: activeToken, onViewerActivity }, signal)
    if (isFullscreen()) return
    const isMore = await transferView(getTimeBudget(activeToken))
    if (!isMore || attemptsLeft === 1 || !hasTime()) break
    await whenRendered()
  }
  if (signal.aborted || (await hasOutdatedView(swap))) return
  if (swap.announce() && hasTime()) {
    // A map that is moved begins to do so some frames later.
    await delay(DEFAULT_RENDER_TIME, signal)
    if (await transferView(getTimeBudget(activeToken))) await whenRendered()
  }
  if (failure && !signal.aborted) onError(failure)
}

/** Returns the timeout for another transfer, in ms: while the token is valid, within bounds. */
function getTimeBudget({ expiresAt }: EmbedToken): number {
  return Math.max(MIN_TRANSFER_TIMEOUT, Math.min(expiresAt - now() - PROMOTION_TIME, MAX_TRANSFER_TIMEOUT))
}
