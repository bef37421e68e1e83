const BEAT = 250

/**
 * Tells the server, every 250 ms, that this page is still alive: so the ledger knows for how long a token that has run
 * out is on show. By beacon, because a beacon that finds no server any more leaves no error in the console.
 */
export function startHeartbeat(instance: string): void {
  const beat = (isLeaving: boolean) =>
    navigator.sendBeacon(
      '/heartbeat',
      JSON.stringify({ instance, isLeaving, isVisible: document.visibilityState === 'visible' }),
    )
  setInterval(() => beat(false), BEAT)
  addEventListener('pagehide', () => beat(true))
}
