import { isBrowser } from './isBrowser.ts'

/** A wall clock that gains more than this on the monotonic one has slept with the machine, in ms. */
const SLEEP_THRESHOLD = 1_000

interface Reading {
  readonly mono: number
  readonly wall: number
}

let last: Reading | undefined
let virtual = 0

/**
 * The document's own time, ms since the epoch: what every expiry is measured on.
 *
 * `performance.now()` stops while most systems sleep, and `Date.now()` may be set back. This clock takes the monotonic
 * step between two readings, or the wall clock's where that is clearly longer. So it counts sleep, never goes back, and
 * a wall clock that is set forward costs no more than one early refresh.
 *
 * On a server it stands still: there is no token, and Next.js builds no page that reads the time as it renders.
 */
export function now(): number {
  if (!isBrowser) return 0
  const reading = read()
  virtual += last ? elapsedSince(last, reading) : reading.wall
  last = reading
  return virtual
}

function read(): Reading {
  const wall = Date.now()
  return { wall, mono: typeof performance === 'undefined' ? wall : performance.now() }
}

function elapsedSince(from: Reading, to: Reading): number {
  const mono = Math.max(0, to.mono - from.mono)
  const wall = to.wall - from.wall
  return wall - mono > SLEEP_THRESHOLD ? wall : mono
}
