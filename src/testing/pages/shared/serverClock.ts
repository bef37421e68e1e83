/** A clock synchronized with the page's server, in epoch ms: the client's clock may be hours off. */
export interface ServerClock {
  now(): number
  /** Sets the clock by a new timestamp from the server. */
  set(stamp: number): void
}

/** Creates the clock from the timestamp in the served page. */
export function createServerClock(servedAt: number): ServerClock {
  let offset = 0
  const set = (stamp: number) => {
    offset = stamp - Date.now()
  }
  set(servedAt)
  return { now: () => Date.now() + offset, set }
}
