import { dehydrate, type QueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'

/** A query, as much of it as a page may show. */
export interface CachedQuery {
  key: string
  status: string
  /** Returns the dehydrated cache as JSON; undefined if empty. */
  dehydrated: string | undefined
}

/** Everything in a QueryClient's cache, as it changes. */
export function useCache(client: QueryClient): CachedQuery[] {
  const subscribe = useCallback((listener: () => void) => client.getQueryCache().subscribe(listener), [client])
  // A string is the same as long as it says the same, which is what React compares.
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
