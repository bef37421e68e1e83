import { callSafely } from '../../browser/callSafely.ts'
import { now } from '../../browser/clock.ts'
import { getViewerActivity } from '../../browser/getViewerActivity.ts'
import { isViewerBusy, ACTIVITY_POLL_INTERVAL } from '../../core/viewerActivity.ts'
import { delay } from '../../core/timeout.ts'
import type { EmbedToken } from '../../core/token.ts'

/** An active iframe and its viewer's activity. */
export interface ActivitySource {
  iframe: HTMLIFrameElement
  /** Token of the active page: no swap waits past its expiry. */
  token: EmbedToken
  /** Calls back on each reported viewer activity; returns the release. */
  onViewerActivity(listener: () => void): (() => void) | undefined
}

/** Waits until a viewer is idle, the iframe is fullscreen, or the signal is aborted. */
export async function waitUntilViewerIdle(
  { iframe, token, onViewerActivity }: ActivitySource,
  signal: AbortSignal,
): Promise<void> {
  // Earlier activity is unknown, so the viewer counts as active now.
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

/** Subscribes; if the app's adapter throws, no activity is assumed. */
function subscribeSafely(listener: () => void, onActivity: ActivitySource['onViewerActivity']): () => void {
  try {
    return onActivity(listener) ?? (() => {})
  } catch {
    return () => {}
  }
}
