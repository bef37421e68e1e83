import { clampTimerDelay } from './clampTimerDelay.ts'

/**
 * Rejects if a promise takes longer than a timeout.
 *
 * @param timeout in ms
 * @param onTimeout returns the error to reject with; the promise itself continues
 */
export function withTimeout<T>(promise: Promise<T>, timeout: number, onTimeout: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(onTimeout()), clampTimerDelay(timeout))
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Resolves after `ms`, or immediately when the signal is aborted, so that no timer is left over. */
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
