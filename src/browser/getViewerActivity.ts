import type { ViewerActivity } from '../core/viewerActivity.ts'
import { isFocused } from './activeElement.ts'

/** Returns the viewer's activity as observable from outside of the iframe. */
export function getViewerActivity(iframe: HTMLIFrameElement): ViewerActivity {
  const root = iframe.getRootNode()
  return {
    isFullscreen: 'fullscreenElement' in root && root.fullscreenElement === iframe,
    // An iframe stays the active element while the viewer is in another window.
    hasFocus: isFocused(iframe) && iframe.ownerDocument.hasFocus(),
  }
}
