import { dehydrate, type QueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'

/** The part of a query that a page may show. */
export interface CachedQuery {
  key: string
  status: string
  /** The query's dehydrated data as JSON; undefined for a query that is not dehydrated. */
  dehydrated: string | undefined
}

/** The queries in a QueryClient's cache, as they change. */
export function useCache(client: QueryClient): CachedQuery[] {
  const subscribe = useCallback((listener: () => void) => client.getQueryCache().subscribe(listener), [client])
  // React compares snapshots by identity: equal strings are identical.
  const picture = useSyncExternalStore(subscribe, () => JSON.stringify(readCache(client)))
  return useMemo((): CachedQuery[] => JSON.parse(picture), [picture])
}

function readCache(client: QueryClient): CachedQuery[] {
  const { queries } = dehydrate(client)
  return client
    .getQueryCache()
    .getAll()
    .map(({ queryHash, queryKey, state: { status } }) => {
      const written = queries.find((query) => query.queryHash === queryHash)
      return { key: queryKey.join(' · '), status, dehydrated: JSON.stringify(written?.state.data) }
    })
}
