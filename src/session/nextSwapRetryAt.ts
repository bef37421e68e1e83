import { now } from '../browser/clock.ts'
import { backoffDelay, MAX_BACKOFF_WITH_TOKEN, MAX_BACKOFF_WITHOUT_TOKEN } from '../core/backoff.ts'
import type { FramesState } from '../core/frames.ts'

/** When a replacement that fails now may be tried again, on the document's clock. */
export function nextSwapRetryAt({ active, failures }: FramesState): number {
  const cap = active?.token.isValidAt(now()) ? MAX_BACKOFF_WITH_TOKEN : MAX_BACKOFF_WITHOUT_TOKEN
  return now() + backoffDelay(failures + 1, cap, Math.random())
}
