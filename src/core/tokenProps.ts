import type { TokenFetcher } from './tokenFetcher.ts'

/** Where tokens come from: exactly one of the two. */
export type TokenSource =
  | {
      /** Called whenever a token is needed. May be written inline: the newest function is used at the next fetch. */
      fetchToken: TokenFetcher
      tokenEndpoint?: never
    }
  | {
      /**
       * A route of your back end that the library POSTs `{ provider, ...resource }` to. `createTokenHandler` makes such a
       * route.
       */
      tokenEndpoint: string
      fetchToken?: never
    }

/** What decides which token is used, and when it is fetched. */
export type TokenProps = TokenSource & {
  /**
   * Whose token it is: an opaque id of yours, not an e-mail address, as it becomes part of a cache key. Different
   * viewers never share a token, and a change drops the old viewer's frame at once.
   */
  viewerId?: string | undefined
  /** Fetch also while the page is hidden. Default: false, and everything is put right the moment it is shown. */
  refreshInBackground?: boolean | undefined
}
