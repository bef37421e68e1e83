import { type FetchStatus, type QueryClient, QueryObserver } from '@tanstack/react-query'
import type { EmbedToken } from '../core/token.ts'

/** First part of every query key of the library. */
const QUERY_KEY_PREFIX = 'embed-token'

type QueryKey = readonly [prefix: string, provider: string, tokenKey: string, viewerId: string | null]

/** Identifies a token in a query cache. */
export interface TokenKey {
  readonly queryKey: QueryKey
  /** Hash of the key as computed by react-query, but without sorting object keys. */
  readonly queryHash: string
}

/** Returns the key of a token. The viewer is part of the key, so that two viewers never share a token. */
export function createTokenKey(provider: string, tokenKey: string, viewerId: string | undefined): TokenKey {
  const queryKey = [QUERY_KEY_PREFIX, provider, tokenKey, viewerId ?? null] as const
  return { queryKey, queryHash: JSON.stringify(queryKey) }
}

type Data = EmbedToken | null

/** Functions of a token store called by its query. */
interface TokenQueryCallbacks {
  /** Loads the token if due, otherwise resolves with the current token; null if missing. */
  load(): Promise<EmbedToken | null>
  /** Returns the delay until the next load, in ms; false for never. */
  nextLoadIn(): number | false
}

/**
 * Query of one token key. Holds the token for the app's devtools and garbage collection (by default after five minutes
 * without an embed), and its refetch interval is the alarm. The token store decides when a fetch is due and how failures
 * are handled.
 */
export interface TokenQuery {
  /** Keeps the alarm running; returns the release. */
  observe(): () => void
  /** Sets the alarm again. Recreates the query if the app removed it. */
  rearm(): void
  /** Runs `load` as a fetch of react-query. */
  fetch(): void
  /** Removes the query from the cache. */
  remove(): void
  /** Returns whether a query of the cache is this query. */
  is(query: object): boolean
}

/** @param client the library's own client, see `createTokenStores` */
export function createTokenQuery(
  client: QueryClient,
  key: TokenKey,
  { load, nextLoadIn }: TokenQueryCallbacks,
): TokenQuery {
  const options = {
    ...key,
    queryFn: load,
    // An interval, not a timeout: stopped during a fetch, and set again afterwards.
    refetchInterval: ({ state }: { state: { fetchStatus: FetchStatus } }) =>
      state.fetchStatus === 'idle' ? nextLoadIn() : false,
    refetchIntervalInBackground: true,
    // The store fetches when first retained, and when the viewer comes back.
    refetchOnMount: false,
    retryOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
    networkMode: 'always',
    staleTime: Infinity,
    meta: { persist: false },
  } as const
  const cache = client.getQueryCache()
  const build = () => cache.build<Data, Error, Data, QueryKey>(client, options)
  // Immediately, so that the query of a discarded render is garbage-collected.
  let query = build()
  let observer: QueryObserver<Data, Error, Data, Data, QueryKey> | undefined

  function rearm(): void {
    query = build()
    observer?.setOptions(options)
  }

  return {
    observe() {
      observer ??= new QueryObserver(client, options)
      rearm()
      return observer.subscribe(() => {})
    },
    rearm,
    fetch() {
      rearm()
      // Not through the client, which checks staleness by the system clock. With options, because a hydrated query has
      // none.
      query.fetch(options).catch(() => {})
    },
    remove: () => cache.remove(query),
    is: (other) => other === query,
  }
}
