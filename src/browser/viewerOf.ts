import type { Viewer } from '../core/atWork.ts'

/** What can be seen of a viewer from outside of the frame that they use. */
export function viewerOf(iframe: HTMLIFrameElement): Viewer {
  return {
    isFullScreen: document.fullscreenElement === iframe,
    // A frame stays the active element while the viewer is in another window.
    hasFocus: document.activeElement === iframe && document.hasFocus(),
  }
}
