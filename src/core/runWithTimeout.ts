import { delay } from './timeout.ts'
import { noResponseError } from './noResponseError.ts'

/**
 * Awaits a task until a timeout or abort.
 *
 * @param timeout in ms
 * @param signal ends the wait, like the timeout
 * @param task receives its own signal, aborted at the end of the wait
 * @throws EmbedError `NO_RESPONSE` as a rejection if the task has not ended by then; otherwise the task's rejection
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
  // An async wrapper, because a host app's task may throw synchronously.
  const result = (async () => task(controller.signal))()
  return Promise.race([result, timedOut]).finally(() => {
    signal.removeEventListener('abort', stop)
    stop()
  })
}
