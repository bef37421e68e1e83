import type { TokenEndpoint } from './tokenEndpoint.ts'
import type { Resource, TokenFetcher } from './tokenFetcher.ts'

/** Props that decide which token is used, and when it is fetched. Pass exactly one of `fetchToken` and `tokenEndpoint`. */
export interface TokenProps<R extends Resource = Resource> {
  /** Called whenever a token is needed. May be written inline: the newest function is used at the next fetch. */
  fetchToken?: TokenFetcher<R> | undefined
  /**
   * A route of your backend that the library POSTs `{ provider, ...resource }` to, or the route with headers and
   * credentials. `createTokenHandler` makes such a route.
   */
  tokenEndpoint?: string | TokenEndpoint | undefined
  /**
   * Whose token it is: an opaque id of yours, not an email address, as it becomes part of a cache key. Different
   * viewers never share a token, and a change drops the old viewer's frame at once.
   */
  viewerId?: string | undefined
  /**
   * With `false` nothing is fetched and no iframe exists: the embed is `idle` and shows its `fallback`, for example until
   * the viewer has signed in. A change to `true` is a fresh start, whatever failed before. Default `true`.
   */
  enabled?: boolean | undefined
  /** Fetch also while the page is hidden. Default: false, and everything is put right the moment it is shown. */
  refreshInBackground?: boolean | undefined
}

/** Where tokens come from: exactly one of the two. */
export type TokenSource<R extends Resource = Resource> =
  | { fetchToken: TokenFetcher<R>; tokenEndpoint?: undefined }
  | { tokenEndpoint: string | TokenEndpoint; fetchToken?: undefined }
