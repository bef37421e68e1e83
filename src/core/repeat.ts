import { delay } from './timeout.ts'

/**
 * Calls a task repeatedly until the signal is aborted. A rejection is ignored.
 *
 * @param interval time between the end of a call and the next call, in ms
 */
export async function repeat(
  task: () => Promise<unknown> | undefined,
  interval: number,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await delay(interval, signal)
    if (signal.aborted) return
    await task()?.catch(() => {})
  }
}
