import { delay } from '../core/timeout.ts'

/** Maximum wait for the result of another request, in ms. */
const MAX_JOINED_WAIT = 5_000

interface Flight<T> {
  startedAt: number
  /** Settles with the call, if the runtime settles it at all. */
  settled: Promise<void>
  outcome?: { value: T } | { error: unknown }
}

/**
 * Deduplicates equal calls in flight, without caching results.
 *
 * No caller depends on the request of the first caller: Workers may cancel a request, and its promise then never
 * settles, or rejects for all callers. After some seconds without a result the next caller therefore repeats the call.
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
      // Another waiting caller may have replaced the entry meanwhile.
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

/** Waits until a call has settled, or until a timeout. */
async function waitFor({ settled, startedAt }: Flight<unknown>): Promise<void> {
  const controller = new AbortController()
  const timedOut = delay(startedAt + MAX_JOINED_WAIT - performance.now(), controller.signal)
  // The runtime may reject a promise of a cancelled request.
  await Promise.race([settled, timedOut]).catch(() => {})
  controller.abort()
}
