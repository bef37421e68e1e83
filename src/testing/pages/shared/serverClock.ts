/** A clock that follows the page's server, in epoch ms: tokens run by that one, and a viewer's may be hours off. */
export interface ServerClock {
  now(): number
  /** Sets the clock by a stamp that the server has just sent. */
  set(stamp: number): void
}

/** Makes the clock from the stamp that the page was served with. */
export function createServerClock(servedAt: number): ServerClock {
  let offset = 0
  const set = (stamp: number) => {
    offset = stamp - Date.now()
  }
  set(servedAt)
  return { now: () => Date.now() + offset, set }
}
