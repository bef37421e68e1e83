import type { TokenAnswer } from './answer'

/** What a vendor documents about how long its tokens live, in ms. */
export interface LifetimePolicy {
  /** Taken when the answer names no expiry. */
  assumed: number
  /** No token lives longer, whatever the answer says: a clock that is behind makes it say so. */
  max?: number | undefined
}

/** The moment the request was sent, on both clocks. */
export interface Anchor {
  /** The document's clock, ms: counts sleep, never goes back. */
  at: number
  /** `Date.now()`: comparable with a server's stamps, but may be wrong or jump. */
  wall: number
}

/**
 * How long a token lives, counted from the moment the request was sent. The server issued it after that moment, so
 * the expiry is never placed too late; an answer that came after a long sleep is judged with its true age.
 *
 * The first that is known counts: a duration, the server's two stamps, its expiry against our wall clock, the
 * vendor's documented lifetime.
 *
 * @returns ms; zero or less for a token that had run out on arrival
 */
export function deriveLifetime(answer: TokenAnswer, anchor: Anchor, policy: LifetimePolicy): number {
  const max = policy.max ?? Infinity
  if (answer.lifetime !== undefined) return Math.min(answer.lifetime, max)
  if (answer.expiresAt !== undefined) return Math.min(answer.expiresAt - (answer.serverNow ?? anchor.wall), max)
  return Math.min(policy.assumed, max)
}
