import { type FetchStatus, type QueryClient, QueryObserver } from '@tanstack/react-query'
import { isBrowser } from '../browser/isBrowser.ts'
import type { EmbedToken } from '../core/token.ts'

/** The first part of every query key of the library. */
const QUERY_KEY_PREFIX = 'embed-token'

/** How long react-query keeps a token that no embed uses, in ms. It uses the longest time that a query was ever given. */
const GC_TIME = isBrowser ? 5 * 60_000 : Infinity

type QueryKey = readonly [prefix: string, provider: string, tokenKey: string, viewerId: string | null]

/** Identifies a token in a query cache. */
export interface TokenKey {
  readonly queryKey: QueryKey
  /** What react-query makes of such a key, without its sorting of objects. */
  readonly queryHash: string
}

/** The key of a token. The viewer is part of it, so that two viewers never share a token. */
export function createTokenKey(provider: string, tokenKey: string, viewerId: string | undefined): TokenKey {
  const queryKey = [QUERY_KEY_PREFIX, provider, tokenKey, viewerId ?? null] as const
  return { queryKey, queryHash: JSON.stringify(queryKey) }
}

type Data = EmbedToken | null

/** The functions of a token store that its query calls. */
interface TokenQueryCallbacks {
  /** Loads the token if that is due, else resolves with the current one; null if there is none. */
  load(): Promise<EmbedToken | null>
  /** When to load next, in ms from now; false for never. */
  nextLoadIn(): number | false
}

/**
 * The query of one token key. It holds the token for the app's devtools and garbage collection, and its refetch interval is
 * the alarm. What is due, and what a failure means, is decided by the token store.
 */
export interface TokenQuery {
  /** Keeps the alarm running; returns the release. */
  observe(): () => void
  /** Sets the alarm again. Builds the query again if the app removed it. */
  rearm(): void
  /** Runs `load` as a fetch of react-query. */
  fetch(): void
  /** Takes the query out of the cache. */
  remove(): void
  /** Whether a query of the cache is this one. */
  is(query: object): boolean
}

/** @param client the library's own, see `createTokenStores` */
export function createTokenQuery(
  client: QueryClient,
  key: TokenKey,
  { load, nextLoadIn }: TokenQueryCallbacks,
): TokenQuery {
  const options = {
    ...key,
    queryFn: load,
    // An interval, not a timeout: off while a fetch is in flight, and set again when it ends.
    refetchInterval: ({ state }: { state: { fetchStatus: FetchStatus } }) =>
      state.fetchStatus === 'idle' ? nextLoadIn() : false,
    refetchIntervalInBackground: true,
    // The store fetches when it is first held, and when the viewer comes back.
    refetchOnMount: false,
    retryOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
    networkMode: 'always',
    staleTime: Infinity,
    structuralSharing: false,
    gcTime: GC_TIME,
    meta: { persist: false },
  } as const
  const cache = client.getQueryCache()
  const build = () => cache.build<Data, Error, Data, QueryKey>(client, options)
  // At once, so that the query of a render that React throws away is garbage-collected like any other.
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
      // Not by the client, which asks the system clock whether the token is stale. With options, as a query that was
      // hydrated has none.
      query.fetch(client.defaultQueryOptions(options)).catch(() => {})
    },
    remove: () => cache.remove(query),
    is: (other) => other === query,
  }
}
