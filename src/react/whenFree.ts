import { callSafely } from '../browser/callSafely.ts'
import { now } from '../browser/clock.ts'
import { viewerOf } from '../browser/viewerOf.ts'
import { isAtWork, WORK_LOOK } from '../core/atWork.ts'
import { pause } from '../core/deadline.ts'
import type { EmbedToken } from '../core/token.ts'

/** A page on show, and what may be seen of its viewer. */
export interface Workplace {
  iframe: HTMLIFrameElement
  /** The token that the page holds: no viewer is waited for past its end. */
  token: EmbedToken
  /** Calls back whenever the page shows that its viewer is at work; returns the release. */
  onActivity(listener: () => void): (() => void) | undefined
}

/**
 * Waits until a viewer is not at work any more, or the signal is aborted.
 *
 * @returns false where the frame fills the screen, for which there is no end to wait for
 */
export async function whenFree({ iframe, token, onActivity }: Workplace, signal: AbortSignal): Promise<boolean> {
  // What was done before is not known: it may have been this very moment.
  let activeAt = now()
  const release = listen(() => {
    activeAt = now()
  }, onActivity)
  try {
    while (!signal.aborted) {
      const viewer = viewerOf(iframe)
      if (viewer.isFullScreen) return false
      if (!isAtWork({ ...viewer, activeAt }, token, now())) return true
      await pause(WORK_LOOK, signal)
    }
    return true
  } finally {
    callSafely(release)
  }
}

/** A page whose activity cannot be heard is as good as one that is silent. */
function listen(listener: () => void, onActivity: Workplace['onActivity']): () => void {
  try {
    return onActivity(listener) ?? (() => {})
  } catch {
    return () => {}
  }
}
