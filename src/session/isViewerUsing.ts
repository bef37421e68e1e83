import { now } from '../browser/clock.ts'
import { getViewerActivity } from '../browser/getViewerActivity.ts'
import { isViewerBusy } from '../core/viewerActivity.ts'
import type { Frame } from '../core/frames.ts'

/** Whether the viewer is using a page that works, so that it is not replaced under their hands: the new one could take the focus. */
export function isViewerUsing(active: Frame | undefined, iframe: HTMLIFrameElement | undefined): boolean {
  if (!active || !iframe) return false
  const viewerActivity = getViewerActivity(iframe)
  return viewerActivity.isFullscreen || (active.phase === 'ready' && isViewerBusy(viewerActivity, active.token, now()))
}
