/** Why a token is wanted: nothing there yet, time to renew, after a failure, asked for, or the present one fails. */
export type RefreshReason = 'initial' | 'scheduled' | 'retry' | 'requested' | 'forced'

/** What a token is for, as plain JSON: it goes to the host's back end. */
export type Resource = Readonly<Record<string, string>>

/** What the library hands to {@link TokenFetcher}. */
export interface TokenRequest<R extends Resource = Resource> {
  /** The vendor's name: `felt`, `explo`. */
  readonly provider: string
  /** `{ mapId }` for Felt, `{ embedId, kind }` for Explo. */
  readonly resource: R
  /** With `forced`, a token from a cache of yours will not do: the one in hand does not work. */
  readonly reason: RefreshReason
  /** Aborted after 60 s, and when the viewer signs out. */
  readonly signal: AbortSignal
}

/** What a token fetcher may answer with: the vendor's own answer as it is, or one of ours. */
export type TokenResponse =
  | string
  | {
      token: string
      /** Seconds (a number or a text), or an ISO 8601 duration. The best form, as no clocks are compared. */
      expiresIn?: number | string | undefined
      /** Epoch seconds or ms, a `Date`, or an ISO 8601 stamp (UTC when it names no zone). */
      expiresAt?: number | string | Date | undefined
      /** The server's clock when it answered, in a form as above: makes `expiresAt` safe on a wrong client clock. */
      serverNow?: number | string | Date | undefined
    }
  | { token: string; expires_in?: number | string | undefined; expires_at?: number | string | Date | undefined }
  | { success: number; jwt: string }
  | TokenRejection

/**
 * The response of a backend that returns no token, as plain data: what a Server Action throws reaches a browser without
 * its status. It has the same effect as an error with this `status`.
 */
export interface TokenRejection {
  error: {
    /** An HTTP status: with 401 or 403, for example, no timer tries again. */
    status: number
    /** Why, for the message of the `EmbedError`. */
    message?: string | undefined
    /** Seconds until the next request. */
    retryAfter?: number | undefined
  }
}

/**
 * A token that was minted while the page was rendered on the server, as plain data: what `mintFeltToken` and
 * `mintExploToken` return. The earlier of the two ends counts: the duration bounds a client clock that is behind, the
 * stamp a page that was kept for a while.
 */
export interface InitialToken {
  /** The secret, for this page's viewer alone. */
  token: string
  /** Seconds, or an ISO 8601 duration. */
  expiresIn: number | string
  /** ISO 8601, epoch seconds or ms. */
  expiresAt: number | string
}

/**
 * The function with which an app gets a token, usually a call of its own backend. May be written inline.
 *
 * What it throws decides what happens next: a `Response`, or an error that holds a status as HTTP clients do (axios, ky,
 * tRPC, Supabase, Firebase), says by its status whether to retry, and by its `Retry-After` header when; so do
 * `fatal: true`, `retryAfter` (seconds, as in the header) and `retryAfterMs` on an error of your own, and a
 * {@link TokenRejection} that it returns. Anything else is retried.
 *
 * A Server Action takes plain data only: `fetchToken={({ resource }) => action(resource)}`, without `signal`.
 *
 * @example
 * const fetchToken: TokenFetcher<{ mapId: string }> = async ({ resource, signal }) => {
 *   const response = await fetch(`/api/maps/${resource.mapId}/token`, { method: 'POST', signal })
 *   if (!response.ok) throw response
 *   return response.json()
 * }
 */
export type TokenFetcher<R extends Resource = Resource> = Bivariant<R>['fetchToken']

/** A method, whose parameter may be narrower: the library calls a component's fetcher as one of any resource. */
interface Bivariant<R extends Resource> {
  fetchToken(request: TokenRequest<R>): TokenResponse | Promise<TokenResponse>
}
