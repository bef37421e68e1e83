/**
 * Why a token is requested: first token, scheduled refresh, retry, requested by the page, or the current token does not
 * work.
 */
export type RefreshReason = 'initial' | 'scheduled' | 'retry' | 'requested' | 'forced'

/** Identifies the embed of a token, as plain JSON for the host app's backend. */
export type Resource = Readonly<Record<string, string>>

/** Argument of {@link TokenFetcher}. */
export interface TokenRequest<R extends Resource = Resource> {
  /** Name of the provider, such as `felt`. */
  readonly provider: string
  /** IDs of the embed: `{ mapId }` for Felt, `{ embedId, kind }` for Explo. */
  readonly resource: R
  /** Why the token is requested. If `forced`, the current token did not work: do not respond from a cache. */
  readonly reason: RefreshReason
  /** Aborted after 60 s, and when the viewer signs out. */
  readonly signal: AbortSignal
}

/** Return value of a token fetcher: the provider's own response, or one of these shapes. */
export type TokenResponse =
  | string
  | {
      token: string
      /** Seconds (number or string), or an ISO 8601 duration. Preferred, because no clocks are compared. */
      expiresIn?: number | string | undefined
      /** Epoch seconds or ms, a `Date`, or an ISO 8601 timestamp (UTC if without time zone). */
      expiresAt?: number | string | Date | undefined
      /**
       * The server's clock at the response, in a format as above. Makes `expiresAt` correct despite a wrong client
       * clock.
       */
      serverNow?: number | string | Date | undefined
    }
  | { token: string; expires_in?: number | string | undefined; expires_at?: number | string | Date | undefined }
  | { success: number; jwt: string }
  | TokenRejection

/**
 * A backend's response without a token, as plain data: an error thrown by a Server Action reaches the browser without
 * its status. Has the same effect as an error with this `status`.
 */
export interface TokenRejection {
  error: {
    /** HTTP status. After 401 or 403, for example, no timer retries. */
    status: number
    /** Reason, for the message of the `EmbedError`. */
    message?: string | undefined
    /** Seconds until the next request. */
    retryAfter?: number | undefined
  }
}

/**
 * A token minted during server rendering, as plain data: the return value of `mintFeltToken` and `mintExploToken`.
 * The earlier expiry counts: the duration protects against a slow client clock, the timestamp against cached HTML.
 */
export interface InitialToken {
  /** The secret, only for the viewer of this page. */
  token: string
  /** Lifetime in seconds, or as an ISO 8601 duration. */
  expiresIn: number | string
  /** Expiry: ISO 8601, epoch seconds or ms. */
  expiresAt: number | string
}

/**
 * Function with which an app gets a token, usually from its own backend. May be written inline.
 *
 * A thrown error decides about retries: a `Response`, or an HTTP client's error with a status (axios, ky, tRPC,
 * Supabase, Firebase), is retried by its status and its `Retry-After` header; `fatal: true`, `retryAfter` (seconds, as
 * in the header) and `retryAfterMs` on your own error have the same effect, as has a returned {@link TokenRejection}.
 * All other errors are retried.
 *
 * Server Actions accept plain data only: `fetchToken={({ resource }) => action(resource)}`, without `signal`.
 *
 * @example
 * const fetchToken: TokenFetcher<{ mapId: string }> = async ({ resource, signal }) => {
 *   const response = await fetch(`/api/maps/${resource.mapId}/token`, { method: 'POST', signal })
 *   if (!response.ok) throw response
 *   return response.json()
 * }
 */
export type TokenFetcher<R extends Resource = Resource> = Bivariant<R>['fetchToken']

/** A method for bivariant parameters: the library calls a component's fetcher with any resource. */
interface Bivariant<R extends Resource> {
  fetchToken(request: TokenRequest<R>): TokenResponse | Promise<TokenResponse>
}
