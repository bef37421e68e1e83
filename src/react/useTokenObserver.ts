import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react'
import type { EmbedToken } from '../core/token.ts'
import { getNewestToken, onTokenEnd, requestFetchIfDue, type TokenQuery } from './tokenQueryState.ts'
import type { TokenLoader } from './tokenLoader.ts'
import { tokenQueryOptions } from './tokenQuery.ts'
import { useIsomorphicLayoutEffect } from './useLatest.ts'

type Observer = QueryObserver<EmbedToken, Error, EmbedToken, EmbedToken, readonly unknown[]>

/** One embed's hold on the query that it looks at. */
export interface TokenObserver {
  /** Fetches, if the gate in the query's function lets anything through. A fetch that is under way will do. */
  refetch(): Promise<unknown>
  /**
   * Catches up with a plan that changed without react-query's knowledge: fetches if an attempt is due, else sets the alarm
   * anew.
   *
   * @returns whether it fetches
   */
  fetchIfDueOrReschedule(): boolean
}

/**
 * `useQuery`, only sooner: it observes from within the commit, so that a first token is asked for before the page is
 * painted, and renders at once when its query changes, instead of in a timer. A host's persisted cache is not waited for
 * either, as no token is in one.
 */
export function useTokenObserver(
  client: QueryClient,
  query: TokenQuery,
  loader: TokenLoader,
  isEnabled: boolean,
): TokenObserver {
  // Not made while rendering, as a frame whose token is there would wait for it.
  const observer = useRef<Observer>(undefined)
  useIsomorphicLayoutEffect(() => {
    const options = { ...tokenQueryOptions(client, query.queryKey, loader), enabled: isEnabled }
    if (observer.current) observer.current.setOptions(options)
    else observer.current = new QueryObserver(client, options)
    return onTokenEnd(query, () => observer.current?.setOptions({ ...options, enabled: false }))
  }, [client, query, loader, isEnabled])
  useIsomorphicLayoutEffect(() => observer.current?.subscribe(() => {}), [])
  // react-query fetches by itself only where nothing is known of a query.
  useIsomorphicLayoutEffect(() => {
    if (isEnabled && requestFetchIfDue(query, loader)) void observer.current?.refetch({ cancelRefetch: false })
  }, [query, loader, isEnabled])
  const subscribe = useCallback((onChange: () => void) => observer.current?.subscribe(onChange) ?? (() => {}), [])
  // Where there is no token, only that an attempt failed is news: not that it began.
  const getVersion = (): unknown => (getNewestToken(query) ? query.state : query.state.errorUpdateCount)
  useSyncExternalStore(subscribe, getVersion, getVersion)
  return useMemo(() => {
    const refetch = async () => observer.current?.refetch({ cancelRefetch: false })
    return {
      refetch,
      fetchIfDueOrReschedule() {
        const isDue = requestFetchIfDue(query, loader)
        if (isDue) void refetch()
        else observer.current?.setOptions(observer.current.options)
        return isDue
      },
    }
  }, [query, loader])
}
