/** A minted token, usable as an embed's `initialToken`. A token endpoint responds with the first two fields. */
export interface MintedToken {
  /** The secret, only for this viewer's browser. */
  token: string
  /** Remaining lifetime in seconds, so that no clocks are compared. */
  expiresIn: number
  /** Expiry by this server's clock, as an ISO 8601 timestamp, for your own cache. */
  expiresAt: string
}

/**
 * Creates the result of a mint function.
 *
 * @param expiresIn in seconds
 * @param requestedAt start of the request, in epoch ms: the provider minted the token no earlier
 */
export function createMintedToken(token: string, expiresIn: number, requestedAt: number): MintedToken {
  return { token, expiresIn, expiresAt: new Date(requestedAt + expiresIn * 1_000).toISOString() }
}

/**
 * Returns an earlier minted token with its remaining lifetime.
 *
 * @param now `Date.now()`
 */
export function withRemainingLifetime({ token, expiresIn, expiresAt }: MintedToken, now: number): MintedToken {
  const left = Math.max(0, (Date.parse(expiresAt) - now) / 1_000)
  return { token, expiresIn: Math.min(expiresIn, left), expiresAt }
}
