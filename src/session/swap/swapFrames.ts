import { now } from '../../browser/clock.ts'
import { getViewerActivity } from '../../browser/getViewerActivity.ts'
import type { EmbedError } from '../../core/errors.ts'
import type { EmbedToken } from '../../core/token.ts'
import { runWithTimeout } from '../../core/runWithTimeout.ts'
import { viewTransferError } from '../frameErrors.ts'
import type { FrameSwap } from '../frameSwap.ts'
import { waitUntilRendered } from './waitUntilRendered.ts'
import { waitUntilViewerIdle } from './waitUntilViewerIdle.ts'

/**
 * How long the view may take to be carried over at one go, in ms. It takes a twentieth of a second where nothing else
 * loads; on a thread that is busy with other pages a view is worth the two seconds by which a token may then be late.
 */
const TRANSFER_TIMEOUT = { min: 2_000, max: 4_000 }
/** Longest wait for the new page to render, over all looks, in ms: as long as the earliest refresh leaves for a swap. */
const MAX_RENDER_TIME = 10 * 60_000
/**
 * How often the view is looked at once more, if there is time: for what was done in the meantime, and for what a busy page
 * did not take at the first go. To carry it may take as long as at first.
 */
const FINAL_TRANSFER = { ...TRANSFER_TIMEOUT, count: 3, reserve: 800 }

/**
 * Puts the next frame in the live one's place.
 *
 * 1. The vendor carries the view over, while both pages live and the live one is on show.
 * 2. The new page renders, for minutes if need be: for as long as the live one's token allows.
 * 3. It waits until the viewer is not at work. From full screen there is no way but back: the next frame is given up,
 *    and another is made when the viewer has left it.
 * 4. What the viewer changed in the meantime is carried as well, and rendered, until nothing is left to carry: so nothing
 *    is seen to move when the new page is on show.
 * 5. The next frame is promoted; React removes the other one in the same commit.
 * 6. The focus goes along, if it was in the old frame.
 *
 * A view that could not be carried is reported, and ends nothing: a page with a token that lasts is worth more.
 */
export async function swapFrames<P, C>(swap: FrameSwap<P, C>): Promise<void> {
  const { signal } = swap.pending.channel
  const canSwap = await prepareSwap(swap)
  // The pending iframe was removed meanwhile, or its page loads again and is not ready.
  if (signal.aborted) return
  if (canSwap) swap.promote()
  else swap.cancel()
}

/** Steps 1 to 4. Resolves with whether the next frame may take over. */
async function prepareSwap<P, C>(swap: FrameSwap<P, C>): Promise<boolean> {
  const { provider, refreshStrategy, active, pending, activeToken, renderBy, onError } = swap
  if (!active || !pending.readyPage) return true
  const isFullscreen = () => getViewerActivity(active.iframe).isFullscreen
  if (isFullscreen()) return false
  const { signal } = pending.channel
  const newController = pending.readyPage.controller
  const latestRenderAt = now() + MAX_RENDER_TIME
  const whenRendered = () =>
    waitUntilRendered(refreshStrategy, newController, () => Math.min(renderBy(), latestRenderAt), signal)

  if (refreshStrategy.mode !== 'swap' || !active.readyPage) {
    await whenRendered()
    return !isFullscreen()
  }
  const oldController = active.readyPage.controller
  let failure: EmbedError | undefined
  /** Resolves with whether there may be more to carry. */
  const transferView = async (timeout: number): Promise<boolean> => {
    try {
      failure = undefined
      // Called as methods, here and below, as a host's adapter may be an object with a `this`.
      return (
        (await runWithTimeout(timeout, signal, async (transferSignal) =>
          refreshStrategy.transferView?.(oldController, newController, transferSignal),
        )) === true
      )
    } catch (cause) {
      failure = viewTransferError(provider, cause)
      return true
    }
  }
  const onViewerActivity = (listener: () => void) => refreshStrategy.onViewerActivity?.(oldController, listener)

  await transferView(TRANSFER_TIMEOUT.max)
  await whenRendered()
  for (let attemptsLeft = FINAL_TRANSFER.count; ; attemptsLeft -= 1) {
    // Each time, as the new page may have taken minutes to render.
    if (!(await waitUntilViewerIdle({ iframe: active.iframe, token: activeToken, onViewerActivity }, signal)))
      return false
    const isMore = await transferView(getTimeBudget(activeToken))
    if (!isMore || attemptsLeft === 1 || now() >= activeToken.expiresAt - FINAL_TRANSFER.reserve) break
    await whenRendered()
  }
  if (failure && !signal.aborted) onError(failure)
  return true
}

/** How long the view may take to be carried once more: for as long as a token lasts, but within bounds. In ms. */
function getTimeBudget({ expiresAt }: EmbedToken): number {
  const { min, max, reserve } = FINAL_TRANSFER
  return Math.max(min, Math.min(expiresAt - now() - reserve, max))
}
