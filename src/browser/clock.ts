import { isBrowser } from './isBrowser.ts'

/** A wall clock that gains more than this on the monotonic one has slept with the machine, in ms. */
const SLEEP_THRESHOLD = 1_000

interface ClockReading {
  readonly monotonicTime: number
  readonly systemTime: number
}

let lastReading: ClockReading | undefined
let virtualNow = 0

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
  const reading = readClocks()
  virtualNow += lastReading ? elapsedSince(lastReading, reading) : reading.systemTime
  lastReading = reading
  return virtualNow
}

function readClocks(): ClockReading {
  const systemTime = Date.now()
  return { systemTime, monotonicTime: typeof performance === 'undefined' ? systemTime : performance.now() }
}

function elapsedSince(from: ClockReading, to: ClockReading): number {
  const monotonicTime = Math.max(0, to.monotonicTime - from.monotonicTime)
  const systemTime = to.systemTime - from.systemTime
  return systemTime - monotonicTime > SLEEP_THRESHOLD ? systemTime : monotonicTime
}
