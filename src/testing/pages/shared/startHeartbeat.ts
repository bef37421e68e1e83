const HEARTBEAT_INTERVAL = 250

/**
 * Tells the server, every 250 ms, that this page is still alive: so the event log knows for how long a token that has run
 * out is on show. By beacon, because a beacon that finds no server any more leaves no error in the console.
 */
export function startHeartbeat(pageId: string): void {
  const sendHeartbeat = (isLeaving: boolean) =>
    navigator.sendBeacon(
      '/heartbeat',
      JSON.stringify({ pageId, isLeaving, isVisible: document.visibilityState === 'visible' }),
    )
  setInterval(() => sendHeartbeat(false), HEARTBEAT_INTERVAL)
  addEventListener('pagehide', () => sendHeartbeat(true))
}
