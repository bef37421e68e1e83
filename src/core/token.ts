/** Fields of a token. Timestamps in ms on the document's clock (see `browser/clock`). */
export interface EmbedTokenInit {
  /** The secret value for the iframe's URL. */
  value: string
  /** Start of its request: the server issued the token no earlier. */
  issuedAt: number
  expiresAt: number
  /** Refresh time. Contains random jitter, so it is computed once and stored. */
  refreshAt: number
}

/**
 * A token in this browser.
 *
 * Its value is a private field, so it is never serialized, cloned, enumerated or printed. A dehydrated, persisted or
 * posted copy has no value.
 */
export class EmbedToken {
  readonly #value: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly refreshAt: number

  constructor({ value, issuedAt, expiresAt, refreshAt }: EmbedTokenInit) {
    this.#value = value
    this.issuedAt = issuedAt
    this.expiresAt = expiresAt
    this.refreshAt = refreshAt
  }

  /** The secret. Use only in the iframe's URL and in messages to the provider's page. */
  get value(): string {
    return this.#value
  }

  /** Returns whether the token is valid at `now`. */
  isValidAt(now: number): boolean {
    return now < this.expiresAt
  }

  /** Returns whether another token has the same secret, perhaps with an updated expiry. */
  equals(other: EmbedToken | undefined): boolean {
    return this.#value === other?.value
  }

  /** Returns undefined: a token has no serialized form, so that caches on disk or in HTML never contain a secret. */
  toJSON(): undefined {
    return undefined
  }
}
