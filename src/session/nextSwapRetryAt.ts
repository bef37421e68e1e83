import { now } from '../browser/clock.ts'
import { backoffDelay, maxBackoff } from '../core/backoff.ts'
import type { FramesState } from '../core/frames.ts'

/** Returns when to retry a replacement that failed now, on the document's clock. */
export function nextSwapRetryAt({ active, failures }: FramesState): number {
  return now() + backoffDelay(failures + 1, maxBackoff(active?.token, now()), Math.random())
}
