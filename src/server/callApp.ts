import { EmbedError } from '../core/errors.ts'
import { withTimeout } from '../core/timeout.ts'

/**
 * Calls a function of the app with a timeout.
 *
 * @param name of the function, for the error
 * @param timeout in ms
 * @throws EmbedError `FETCH_TIMEOUT`; otherwise the function's error
 */
export function callApp<T>(name: string, timeout: number, call: () => T | Promise<T>): Promise<T> {
  // An async wrapper, because the app's function may throw synchronously.
  const result = (async () => call())()
  return withTimeout(
    result,
    timeout,
    () => new EmbedError('FETCH_TIMEOUT', `${name} did not respond within ${timeout} ms.`),
  )
}
