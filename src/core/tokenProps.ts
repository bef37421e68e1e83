import type { TokenEndpoint } from './tokenEndpoint.ts'
import type { Resource, TokenFetcher } from './tokenFetcher.ts'

/** Props for getting a token. Pass exactly one of `fetchToken` and `tokenEndpoint`. */
export interface TokenProps<R extends Resource = Resource> {
  /** Called whenever a token is needed. May be written inline: the next fetch uses the latest function. */
  fetchToken?: TokenFetcher<R> | undefined
  /**
   * Route of your backend, or the route with headers and credentials. The library POSTs `{ provider, ...resource }`.
   * `createTokenHandler` creates such a route.
   */
  tokenEndpoint?: string | TokenEndpoint | undefined
  /**
   * Opaque ID of the signed-in user. Not an email address, because the ID becomes part of a query key. Different
   * viewers never share a token, and a change removes the previous viewer's iframe immediately.
   */
  viewerId?: string | undefined
  /**
   * Whether the embed is enabled. With `false` no token is fetched and no iframe exists: the embed is `idle` and shows
   * its `fallback`. A change to `true` starts again, regardless of earlier failures. Default: true.
   */
  enabled?: boolean | undefined
  /**
   * Whether to refresh while the page is hidden. Default: false; missed refreshes happen as soon as the page is
   * visible.
   */
  refreshInBackground?: boolean | undefined
}

/** Source of tokens: exactly one of the two. */
export type TokenSource<R extends Resource = Resource> =
  | { fetchToken: TokenFetcher<R>; tokenEndpoint?: undefined }
  | { tokenEndpoint: string | TokenEndpoint; fetchToken?: undefined }
