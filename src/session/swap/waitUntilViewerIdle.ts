import { callSafely } from '../../browser/callSafely.ts'
import { now } from '../../browser/clock.ts'
import { getViewerActivity } from '../../browser/getViewerActivity.ts'
import { isViewerBusy, ACTIVITY_POLL_INTERVAL } from '../../core/viewerActivity.ts'
import { delay } from '../../core/timeout.ts'
import type { EmbedToken } from '../../core/token.ts'

/** A page on show, and what may be seen of its viewer. */
export interface ActivitySource {
  iframe: HTMLIFrameElement
  /** The token that the page holds: no viewer is waited for past its end. */
  token: EmbedToken
  /** Calls back whenever the page shows that its viewer is at work; returns the release. */
  onViewerActivity(listener: () => void): (() => void) | undefined
}

/**
 * Waits until a viewer is not at work any more, or the signal is aborted.
 *
 * @returns false where the frame fills the screen, for which there is no end to wait for
 */
export async function waitUntilViewerIdle(
  { iframe, token, onViewerActivity }: ActivitySource,
  signal: AbortSignal,
): Promise<boolean> {
  // What was done before is not known: it may have been this very moment.
  let lastActiveAt = now()
  const unsubscribe = listenSafely(() => {
    lastActiveAt = now()
  }, onViewerActivity)
  try {
    while (!signal.aborted) {
      const viewerActivity = getViewerActivity(iframe)
      if (viewerActivity.isFullscreen) return false
      if (!isViewerBusy({ ...viewerActivity, lastActiveAt }, token, now())) return true
      await delay(ACTIVITY_POLL_INTERVAL, signal)
    }
    return true
  } finally {
    callSafely(unsubscribe)
  }
}

/** A page whose activity cannot be heard is as good as one that is silent. */
function listenSafely(listener: () => void, onActivity: ActivitySource['onViewerActivity']): () => void {
  try {
    return onActivity(listener) ?? (() => {})
  } catch {
    return () => {}
  }
}
