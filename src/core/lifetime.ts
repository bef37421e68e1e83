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
export interface ServerExpiry {
  readonly expiresAt: number
  /** Ms on the document's clock. */
  readonly requestedAt: number
}

/** An answer whose token seems to have less left may come from a server whose clock is behind ours, in ms. */
const DOUBTED_BELOW = 60_000
/** Two answers whose expiry moved as far as time did, give or take this, were minted when they were asked for, in ms. */
const EXPIRY_STEP_TOLERANCE = 5_000

/** The moment the request was sent, on both clocks. */
export interface RequestStart {
  /** The document's clock, ms: counts sleep, never goes back. */
  clockTime: number
  /** `Date.now()`: comparable with a server's stamps, but may be wrong or jump. */
  systemTime: number
}

/** What an answer says of its end by the server's clock alone, to be compared with the next one's. */
export function getServerExpiry(
  { lifetime, expiresAt, serverNow }: ParsedToken,
  requestStart: RequestStart,
): ServerExpiry | undefined {
  const isTimestampOnly = lifetime === undefined && serverNow === undefined && expiresAt !== undefined
  return isTimestampOnly ? { expiresAt, requestedAt: requestStart.clockTime } : undefined
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
 * @param previous the expiry of the answer before
 * @returns ms; zero or less for a token that had run out on arrival
 */
export function deriveLifetime(
  parsed: ParsedToken,
  requestStart: RequestStart,
  policy: LifetimePolicy,
  previous?: ServerExpiry,
): number {
  const max = policy.max ?? Infinity
  if (parsed.lifetime !== undefined) return Math.min(parsed.lifetime, max)
  if (parsed.expiresAt === undefined) return Math.min(policy.default, max)
  const remaining = parsed.expiresAt - (parsed.serverNow ?? requestStart.systemTime)
  const looksOld = policy.max !== undefined && remaining < DOUBTED_BELOW
  return looksOld && isMintedOnDemand(getServerExpiry(parsed, requestStart), previous) ? max : Math.min(remaining, max)
}

/** A cache answers with the same expiry again, so an expiry that stood still proves nothing. */
function isMintedOnDemand(current: ServerExpiry | undefined, previous: ServerExpiry | undefined): boolean {
  if (!current || !previous || current.expiresAt === previous.expiresAt) return false
  return (
    Math.abs(current.expiresAt - previous.expiresAt - (current.requestedAt - previous.requestedAt)) <=
    EXPIRY_STEP_TOLERANCE
  )
}
