/** What a token is made of. All instants are ms on the document's clock (see `browser/clock`). */
export interface EmbedTokenInit {
  /** The secret itself, as it goes into the frame's URL. */
  value: string
  /** When the request for it was sent: the server issued it no earlier. */
  issuedAt: number
  expiresAt: number
  /** When to fetch the next one: drawn once, so that it does not wander with every look at it. */
  refreshAt: number
}

/**
 * A token in this browser.
 *
 * Its value is a private field: it is never serialised, cloned, enumerated or printed. A copy that was dehydrated,
 * persisted or posted is therefore no token any more, and {@link EmbedToken.is} says so.
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

  /** Whether a value, for example one from a query cache, is a token made in this document. */
  static is(value: unknown): value is EmbedToken {
    return typeof value === 'object' && value !== null && #value in value
  }

  /** The secret: for the frame's URL and the vendor's message, and nowhere else. */
  get value(): string {
    return this.#value
  }

  /** Whether it can still open a page at `now`. */
  isValidAt(now: number): boolean {
    return now < this.expiresAt
  }

  /** Whether another token is the same secret, perhaps with a newer opinion on when it runs out. */
  equals(other: EmbedToken | undefined): boolean {
    return this.#value === other?.value
  }

  /** A token has no serialised form: a cache written to disk, or into a page's HTML, must not hold it. */
  toJSON(): undefined {
    return undefined
  }
}
