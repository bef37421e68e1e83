import { pause } from './deadline.ts'
import { EmbedError } from './errors.ts'

/**
 * Waits for work, but neither for ever nor for a frame that is gone.
 *
 * @param timeout in ms
 * @param signal ends the wait, as the time-out does
 * @param work is given a signal of its own, which is aborted when the wait is over, whatever ended it
 * @throws EmbedError `NO_ANSWER` as a rejection, where the work has not ended by then; else what the work rejects with
 */
export async function within<T>(
  timeout: number,
  signal: AbortSignal,
  work: (inTime: AbortSignal) => Promise<T>,
): Promise<T> {
  const given = new AbortController()
  const stop = (): void => given.abort()
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  const late = pause(timeout, given.signal).then(() => Promise.reject<never>(tookTooLong()))
  // In a function of its own, as a host's may throw at once.
  const worked = (async () => work(given.signal))()
  return Promise.race([worked, late]).finally(() => {
    signal.removeEventListener('abort', stop)
    late.catch(() => {})
    stop()
  })
}

function tookTooLong(): EmbedError {
  return new EmbedError('NO_ANSWER', 'The embed took too long to be carried over.')
}
