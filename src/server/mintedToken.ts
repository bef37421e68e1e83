/** A minted token: also an embed's `initialToken`, unchanged. A token endpoint responds with the first two fields. */
export interface MintedToken {
  /** The secret, for this viewer's browser alone. */
  token: string
  /** Seconds that the token is valid from now on: a duration, so that no two clocks have to be compared. */
  expiresIn: number
  /** When the token expires, by this server's clock, as an ISO 8601 timestamp: for a cache of yours. */
  expiresAt: string
}

/**
 * Creates the result of a mint function.
 *
 * @param expiresIn in seconds
 * @param requestedAt when the token was requested, in epoch ms: the provider minted it no earlier
 */
export function createMintedToken(token: string, expiresIn: number, requestedAt: number): MintedToken {
  return { token, expiresIn, expiresAt: new Date(requestedAt + expiresIn * 1_000).toISOString() }
}

/**
 * Returns a token that was minted before with the lifetime that is left.
 *
 * @param now `Date.now()`
 */
export function withRemainingLifetime({ token, expiresIn, expiresAt }: MintedToken, now: number): MintedToken {
  const left = Math.max(0, (Date.parse(expiresAt) - now) / 1_000)
  return { token, expiresIn: Math.min(expiresIn, left), expiresAt }
}
