import type { ViewerActivity } from '../core/viewerActivity.ts'
import { isFocused } from './activeElement.ts'

/**
 * The viewer's activity, as far as it is visible from outside of the iframe.
 *
 * @param isInUse whether the focus is where it counts: by default, in the iframe
 */
export function getViewerActivity(iframe: HTMLIFrameElement, isInUse = isFocused): ViewerActivity {
  const root = iframe.getRootNode()
  return {
    isFullscreen: 'fullscreenElement' in root && root.fullscreenElement === iframe,
    // An iframe stays the active element while the viewer is in another window.
    hasFocus: isInUse(iframe) && iframe.ownerDocument.hasFocus(),
  }
}
