import { now } from '../browser/clock.ts'
import { getViewerActivity } from '../browser/getViewerActivity.ts'
import { isFocusInUse } from '../browser/isFocusInUse.ts'
import type { Frame } from '../core/frames.ts'
import { isViewerBusy } from '../core/viewerActivity.ts'

/**
 * Whether the viewer is where a new iframe, which may take the focus, would disturb them: in the embed or in the host
 * page.
 */
export function isEmbedBusy(active: Frame | undefined, iframe: HTMLIFrameElement | undefined): boolean {
  if (!active || !iframe) return false
  const activity = getViewerActivity(iframe, isFocusInUse)
  return activity.isFullscreen || (active.phase === 'ready' && isViewerBusy(activity, active.token, now()))
}
