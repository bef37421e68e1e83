import { delay } from '../core/timeout.ts'

/** The maximum wait for the result of another request, in ms. */
const MAX_JOINED_WAIT = 5_000

interface Flight<T> {
  startedAt: number
  /** Settles when there is an outcome, if the runtime lets it settle at all. */
  settled: Promise<void>
  outcome?: { value: T } | { error: unknown }
}

/**
 * Joins equal calls while one is in flight, and keeps nothing after that.
 *
 * No caller depends on the request that made the call: Workers may cancel that request, and its promise then never settles,
 * or rejects for everyone else. A call that has no result after some seconds is therefore made again by the next caller.
 */
export function createInFlightDeduper<T>(): (key: string, start: () => Promise<T>) => Promise<T> {
  const flights = new Map<string, Flight<T>>()

  function begin(key: string, start: () => Promise<T>): Flight<T> {
    const flight: Flight<T> = { startedAt: performance.now(), settled: Promise.resolve() }
    flight.settled = start()
      .then(
        (value) => void (flight.outcome = { value }),
        (error: unknown) => void (flight.outcome = { error }),
      )
      .finally(() => {
        if (flights.get(key) === flight) flights.delete(key)
      })
    flights.set(key, flight)
    return flight
  }

  return async (key, start) => {
    for (let flight = flights.get(key); flight; flight = flights.get(key)) {
      await waitFor(flight)
      if (flight.outcome) return unwrap(flight.outcome)
      // Another waiting caller may have replaced it meanwhile.
      if (flights.get(key) === flight) break
    }
    const own = begin(key, start)
    await own.settled
    return unwrap(own.outcome)
  }
}

function unwrap<T>(outcome: Flight<T>['outcome']): T {
  if (outcome && 'value' in outcome) return outcome.value
  throw outcome?.error
}

/** Waits until a call has settled, or takes too long. */
async function waitFor({ settled, startedAt }: Flight<unknown>): Promise<void> {
  const controller = new AbortController()
  const timedOut = delay(startedAt + MAX_JOINED_WAIT - performance.now(), controller.signal)
  // The runtime may reject a promise of a request that it has cancelled.
  await Promise.race([settled, timedOut]).catch(() => {})
  controller.abort()
}
