/** What a mint answers with: also an embed's `initialToken`, as it is. A token endpoint answers with the first two. */
export interface MintedToken {
  /** The secret, for this viewer's browser alone. */
  token: string
  /** Seconds that the token lives from now on: a duration, so that nobody has to compare two clocks. */
  expiresIn: number
  /** When it ends, by this server's clock, as an ISO 8601 stamp: for who keeps it. */
  expiresAt: string
}

/**
 * @param expiresIn in seconds
 * @param requestedAt when the vendor was asked, in epoch ms: it minted no earlier
 */
export function createMintedToken(token: string, expiresIn: number, requestedAt: number): MintedToken {
  return { token, expiresIn, expiresAt: new Date(requestedAt + expiresIn * 1_000).toISOString() }
}
