/** What a mint answers with, and a token endpoint too: a duration, so that nobody has to compare two clocks. */
export interface MintedToken {
  /** The secret, for this viewer's browser alone. */
  token: string
  /** Seconds that the token lives from now on. */
  expiresIn: number
}
