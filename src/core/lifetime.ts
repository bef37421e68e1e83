import type { ParsedToken } from './parseTokenResponse.ts'

/** What a vendor documents about how long its tokens live, in ms. */
export interface LifetimePolicy {
  /** Taken when the answer names no expiry. */
  default: number
  /**
   * The documented life of every token. None lives longer, whatever the answer says: a clock that is behind makes it
   * say so.
   */
  max?: number | undefined
}

/** When one answer's token ends by the server's clock, and when it was asked for by the document's. */
export interface Stamp {
  readonly expiresAt: number
  /** Ms on the document's clock. */
  readonly at: number
}

/** An answer whose token seems to have less left may come from a server whose clock is behind ours, in ms. */
const DOUBTED_BELOW = 60_000
/** Two answers whose expiry moved as far as time did, give or take this, were minted when they were asked for, in ms. */
const SAME_STEP = 5_000

/** The moment the request was sent, on both clocks. */
export interface Anchor {
  /** The document's clock, ms: counts sleep, never goes back. */
  at: number
  /** `Date.now()`: comparable with a server's stamps, but may be wrong or jump. */
  wall: number
}

/** What an answer says of its end by the server's clock alone, to be compared with the next one's. */
export function stampOf({ lifetime, expiresAt, serverNow }: ParsedToken, anchor: Anchor): Stamp | undefined {
  const isStampOnly = lifetime === undefined && serverNow === undefined && expiresAt !== undefined
  return isStampOnly ? { expiresAt, at: anchor.at } : undefined
}

/**
 * How long a token lives, counted from the moment the request was sent. The server issued it after that moment, so
 * the expiry is never placed too late; an answer that came after a long sleep is judged with its true age.
 *
 * The first that is known counts: a duration, the server's two stamps, its expiry against our wall clock, the
 * vendor's documented lifetime.
 *
 * A clock that is ahead makes every token look old. Where the vendor documents one life for all, and less than a minute
 * of it seems left, two answers give the clock away: a server whose expiry moves along with time mints when it is asked,
 * so what looks old is new. With more left the answer is believed: the vendor may have shortened its tokens' lives.
 *
 * @param previous the stamp of the answer before
 * @returns ms; zero or less for a token that had run out on arrival
 */
export function deriveLifetime(parsed: ParsedToken, anchor: Anchor, policy: LifetimePolicy, previous?: Stamp): number {
  const max = policy.max ?? Infinity
  if (parsed.lifetime !== undefined) return Math.min(parsed.lifetime, max)
  if (parsed.expiresAt === undefined) return Math.min(policy.default, max)
  const remaining = parsed.expiresAt - (parsed.serverNow ?? anchor.wall)
  const looksOld = policy.max !== undefined && remaining < DOUBTED_BELOW
  return looksOld && isMintedOnDemand(stampOf(parsed, anchor), previous) ? max : Math.min(remaining, max)
}

/** A cache answers with the same expiry again, so an expiry that stood still proves nothing. */
function isMintedOnDemand(stamp: Stamp | undefined, previous: Stamp | undefined): boolean {
  if (!stamp || !previous || stamp.expiresAt === previous.expiresAt) return false
  return Math.abs(stamp.expiresAt - previous.expiresAt - (stamp.at - previous.at)) <= SAME_STEP
}
