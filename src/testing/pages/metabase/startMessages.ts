/** How often the page looks at its URL, in ms, as Metabase's does (frontend/src/metabase/lib/embed.js). */
const POLL_INTERVAL = 100

/** For iframe-resizer: its page's settings. */
declare global {
  interface Window {
    iFrameResizer?: object
  }
}

/**
 * Begins to report the page's URL and its height: the first as Metabase's page does, the second by iframe-resizer
 * itself, with Metabase's settings (frontend/src/metabase/lib/dom.js).
 */
export function startMessages(): void {
  let reported: string | undefined
  const report = (): void => {
    if (location.href === reported) return
    reported = location.href
    const { href, origin, protocol, host, hostname, port, pathname, search, hash } = location
    const parts = { href, origin, protocol, host, hostname, port, pathname, search, hash }
    // To any origin, as Metabase's page does.
    parent.postMessage({ metabase: { type: 'location', location: parts } }, '*')
  }
  setInterval(report, POLL_INTERVAL)
  window.iFrameResizer = { autoResize: true, heightCalculationMethod: 'max' }
  void import('iframe-resizer/js/iframeResizer.contentWindow.js')
}
