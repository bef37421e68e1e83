import type { ParsedToken } from './parseTokenResponse.ts'

/** A provider's documented token lifetimes, in ms. */
export interface LifetimePolicy {
  /** Used if the response contains no expiry. */
  default: number
  /**
   * Documented lifetime of every token, and upper limit for any response: with a slow client clock a token would seem
   * to live longer.
   */
  max?: number | undefined
}

/** Expiry of one response by the server's clock, and its request time by the document's clock. */
export interface ServerExpiry {
  readonly expiresAt: number
  /** Time on the document's clock, in ms. */
  readonly requestedAt: number
}

/** A token with a shorter remaining lifetime may come from a server with a slow clock, in ms. */
const DOUBTED_BELOW = 60_000
/** Tolerance for "the expiry moved as far as time did", which means that tokens are minted on demand, in ms. */
const EXPIRY_STEP_TOLERANCE = 5_000

/** Start of the request, on both clocks. */
export interface RequestStart {
  /** Time on the document's clock, in ms: includes sleep, never decreases. */
  clockTime: number
  /** `Date.now()`: comparable with a server's timestamps, but may be wrong or jump. */
  systemTime: number
}

/** Returns a response's expiry by the server's clock alone, for comparison with the next response. */
export function getServerExpiry(
  { lifetime, expiresAt, serverNow }: ParsedToken,
  requestStart: RequestStart,
): ServerExpiry | undefined {
  const isTimestampOnly = lifetime === undefined && serverNow === undefined && expiresAt !== undefined
  return isTimestampOnly ? { expiresAt, requestedAt: requestStart.clockTime } : undefined
}

/**
 * Returns the token lifetime, counted from the start of the request. The server issued the token after this time, so
 * the expiry is never too late; a response received after a long sleep gets its true age.
 *
 * Sources in order of precedence: a duration, the server's two timestamps, the expiry against the client's system
 * clock, the provider's documented lifetime.
 *
 * With a fast client clock every token looks old. If the provider or the token itself states a lifetime, and less than a
 * minute seems to remain, two responses reveal the clock: if the server's expiry moves along with time, tokens are minted on
 * demand and are new. With more time remaining the response is trusted: the provider may have shortened its lifetimes.
 *
 * @param previous expiry of the previous response
 * @returns ms; zero or less if the token was already expired when received
 */
export function deriveLifetime(
  parsed: ParsedToken,
  requestStart: RequestStart,
  policy: LifetimePolicy,
  previous?: ServerExpiry,
): number {
  const max = Math.min(policy.max ?? Infinity, parsed.maxLifetime ?? Infinity)
  if (parsed.lifetime !== undefined) return Math.min(parsed.lifetime, max)
  if (parsed.expiresAt === undefined) return Math.min(policy.default, max)
  const remaining = parsed.expiresAt - (parsed.serverNow ?? requestStart.systemTime)
  const looksOld = max < Infinity && remaining < DOUBTED_BELOW
  return looksOld && isMintedOnDemand(getServerExpiry(parsed, requestStart), previous) ? max : Math.min(remaining, max)
}

/**
 * Returns whether tokens are minted on demand. A cache repeats the same expiry, so an unchanged expiry proves nothing.
 */
function isMintedOnDemand(current: ServerExpiry | undefined, previous: ServerExpiry | undefined): boolean {
  if (!current || !previous || current.expiresAt === previous.expiresAt) return false
  return (
    Math.abs(current.expiresAt - previous.expiresAt - (current.requestedAt - previous.requestedAt)) <=
    EXPIRY_STEP_TOLERANCE
  )
}
