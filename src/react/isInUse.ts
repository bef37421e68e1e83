import { now } from '../browser/clock.ts'
import { viewerOf } from '../browser/viewerOf.ts'
import { isAtWork } from '../core/atWork.ts'
import type { Frame } from '../core/frames.ts'

/** Whether the viewer is using a page that works, so that it is not replaced under their hands: the new one could take the focus. */
export function isInUse(live: Frame | undefined, iframe: HTMLIFrameElement | undefined): boolean {
  if (!live || !iframe) return false
  const viewer = viewerOf(iframe)
  return viewer.isFullScreen || (live.phase === 'ready' && isAtWork(viewer, live.token, now()))
}
