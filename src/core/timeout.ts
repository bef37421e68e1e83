import { clampTimerDelay } from './clampTimerDelay.ts'

/**
 * Waits for a promise, but not for ever.
 *
 * @param timeout in ms
 * @param onTimeout makes the error to reject with; the promise goes on by itself
 */
export function withTimeout<T>(promise: Promise<T>, timeout: number, onTimeout: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(onTimeout()), clampTimerDelay(timeout))
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Resolves after `ms`, or at once when the signal is aborted, so that no timer outlives what it waits for. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, clampTimerDelay(ms))
    signal.addEventListener('abort', done)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
