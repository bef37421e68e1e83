import { EmbedError } from '../core/errors.ts'
import { withTimeout } from '../core/timeout.ts'

/**
 * Calls a function of the app and waits for its result, but not indefinitely.
 *
 * @param name of the function, for the error
 * @param timeout in ms
 * @throws EmbedError `FETCH_TIMEOUT`; else what the function throws
 */
export function callApp<T>(name: string, timeout: number, call: () => T | Promise<T>): Promise<T> {
  // In a function of its own, as the app's may throw at once.
  const result = (async () => call())()
  return withTimeout(
    result,
    timeout,
    () => new EmbedError('FETCH_TIMEOUT', `${name} did not respond within ${timeout} ms.`),
  )
}
