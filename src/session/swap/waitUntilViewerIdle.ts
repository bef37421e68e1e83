import { callSafely } from '../../browser/callSafely.ts'
import { now } from '../../browser/clock.ts'
import { getViewerActivity } from '../../browser/getViewerActivity.ts'
import { isViewerBusy, ACTIVITY_POLL_INTERVAL } from '../../core/viewerActivity.ts'
import { delay } from '../../core/timeout.ts'
import type { EmbedToken } from '../../core/token.ts'

/** An active iframe, and how its viewer's activity is noticed. */
export interface ActivitySource {
  iframe: HTMLIFrameElement
  /** The token that its page holds: no swap waits past its expiry. */
  token: EmbedToken
  /** Calls back whenever the page reports that its viewer is active; returns the release. */
  onViewerActivity(listener: () => void): (() => void) | undefined
}

/** Waits until a viewer is idle, the iframe fills the screen, or the signal is aborted. */
export async function waitUntilViewerIdle(
  { iframe, token, onViewerActivity }: ActivitySource,
  signal: AbortSignal,
): Promise<void> {
  // Earlier activity is not known: it may have been this very moment.
  let lastActiveAt = now()
  const unsubscribe = subscribeSafely(() => {
    lastActiveAt = now()
  }, onViewerActivity)
  try {
    while (!signal.aborted) {
      const viewerActivity = getViewerActivity(iframe)
      if (viewerActivity.isFullscreen || !isViewerBusy({ ...viewerActivity, lastActiveAt }, token, now())) return
      await delay(ACTIVITY_POLL_INTERVAL, signal)
    }
  } finally {
    callSafely(unsubscribe)
  }
}

/** If the app's adapter throws, no activity is assumed. */
function subscribeSafely(listener: () => void, onActivity: ActivitySource['onViewerActivity']): () => void {
  try {
    return onActivity(listener) ?? (() => {})
  } catch {
    return () => {}
  }
}
