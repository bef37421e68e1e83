import { isBrowser } from './isBrowser.ts'

/** If the system clock gains more than this on the monotonic clock, the machine has slept, in ms. */
const SLEEP_THRESHOLD = 1_000

interface ClockReading {
  readonly monotonicTime: number
  readonly systemTime: number
}

let lastReading: ClockReading | undefined
let virtualNow = 0

/**
 * Returns the document's clock, in ms since the epoch, for all expiries.
 *
 * `performance.now()` stops while most systems sleep, and `Date.now()` may be set back. This clock adds the monotonic
 * step between two readings, or the system clock's step if clearly longer. It includes sleep, never decreases, and
 * a system clock set forward causes at most one early refresh.
 *
 * On a server the clock is constant: no token exists there, and Next.js cannot prerender a page if it reads the time.
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
