import { delay } from './timeout.ts'
import { noResponseError } from './noResponseError.ts'

/**
 * Waits for work, but neither for ever nor for a frame that is gone.
 *
 * @param timeout in ms
 * @param signal ends the wait, as the time-out does
 * @param task is given a signal of its own, which is aborted when the wait is over, whatever ended it
 * @throws EmbedError `NO_RESPONSE` as a rejection, where the work has not ended by then; else what the work rejects with
 */
export async function runWithTimeout<T>(
  timeout: number,
  signal: AbortSignal,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  const timedOut = delay(timeout, controller.signal).then(() => Promise.reject<never>(noResponseError()))
  // In a function of its own, as a host's may throw at once.
  const result = (async () => task(controller.signal))()
  return Promise.race([result, timedOut]).finally(() => {
    signal.removeEventListener('abort', stop)
    timedOut.catch(() => {})
    stop()
  })
}
