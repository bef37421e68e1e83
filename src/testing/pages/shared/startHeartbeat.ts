const HEARTBEAT_INTERVAL = 500

/**
 * Reports to the server, every 500 ms and when the tab becomes visible or hidden, that this page is still open, so that the event log knows for how long an
 * expired token is visible. By beacon, because a failed beacon leaves no error in the console.
 */
export function startHeartbeat(pageId: string): void {
  const sendHeartbeat = (isLeaving: boolean) =>
    navigator.sendBeacon(
      '/heartbeat',
      JSON.stringify({ pageId, isLeaving, isVisible: document.visibilityState === 'visible' }),
    )
  setInterval(() => sendHeartbeat(false), HEARTBEAT_INTERVAL)
  document.addEventListener('visibilitychange', () => sendHeartbeat(false))
  addEventListener('pagehide', () => sendHeartbeat(true))
}
