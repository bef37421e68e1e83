import { now } from '../browser/clock.ts'
import { backoffDelay, CAP_WITH_TOKEN, CAP_WITHOUT_TOKEN } from '../core/backoff.ts'
import type { Frames } from '../core/frames.ts'

/** When a replacement that fails now may be tried again, on the document's clock. */
export function retryTime({ live, failures }: Frames): number {
  const cap = live?.token.isValidAt(now()) ? CAP_WITH_TOKEN : CAP_WITHOUT_TOKEN
  return now() + backoffDelay(failures + 1, cap, Math.random())
}
