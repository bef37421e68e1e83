import type { ViewerActivity } from '../core/viewerActivity.ts'

/** What can be seen of a viewer from outside of the frame that they use. */
export function getViewerActivity(iframe: HTMLIFrameElement): ViewerActivity {
  return {
    isFullscreen: document.fullscreenElement === iframe,
    // A frame stays the active element while the viewer is in another window.
    hasFocus: document.activeElement === iframe && document.hasFocus(),
  }
}
