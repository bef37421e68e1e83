import type { QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react'
import { isBrowser } from '../browser/isBrowser.ts'
import { onWake } from '../browser/wake.ts'
import type { EmbedToken } from '../core/token.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import { EMPTY_TOKEN_SNAPSHOT, type TokenSnapshot } from '../core/state.ts'
import { devWarn } from '../core/devWarn.ts'
import type { TokenProps } from './embedProps.ts'
import { registerQueryClient, useIsSignedOut } from './signOutRegistry.ts'
import { createTokenLoader } from './tokenLoader.ts'
import {
  getQueryState,
  requestFetch,
  recordPageRequest,
  recordQueryWake,
  seedToken,
  getTokenSnapshot,
  isFetchRequested,
} from './tokenQueryState.ts'
import { findTokenQuery, tokenQueryKey } from './tokenQuery.ts'
import { useLatest } from './useLatest.ts'
import { useTokenObserver } from './useTokenObserver.ts'

/** Fetches a token although none is due. Rejects with what the fetch failed with. */
export type RefreshFn = (reason: RefreshReason) => Promise<EmbedToken | undefined>

/** A shared token as one embed sees it. */
export interface SharedToken {
  snapshot: TokenSnapshot
  /** Whether a token is wanted at all: not while a lazy embed is far away, nor after the viewer signed out. */
  isActive: boolean
  refresh: RefreshFn
  /** The vendor's page asks for a token: at once if the floor between attempts allows, else as soon as it does. */
  requestFromPage(): void
}

/**
 * One embed's look at the shared token of its key, kept fresh while the embed is mounted and `enabled`.
 *
 * @param initialToken came with the page. On a server it is left alone, as requests may share a client there.
 * @throws EmbedError as a rejection of `refresh`
 */
export function useSharedToken<P>(
  adapter: TokenAdapter<P>,
  props: P & TokenProps,
  client: QueryClient,
  isEnabled: boolean,
  initialToken?: EmbedToken,
): SharedToken {
  const tokenKey = adapter.tokenKey(props)
  const { viewerId } = props
  const queryKey = useMemo(() => tokenQueryKey(adapter.name, tokenKey, viewerId), [adapter.name, tokenKey, viewerId])
  // Of this key: a query that is left behind must not ask for a token by what the next viewer's props say.
  const latest = useLatest(props, queryKey)
  const loader = useMemo(() => createTokenLoader(adapter, () => latest.current), [adapter, latest])
  if (String(viewerId).includes('@')) devWarn('viewerId holds an @. Use an opaque id: it becomes part of a cache key.')

  const [isSignedOut, resume] = useIsSignedOut(client, queryKey)
  const isActive = isEnabled && !isSignedOut

  // Before react-query looks whether there is something to fetch.
  useState(() => isBrowser && initialToken && seedToken(findTokenQuery(client, queryKey), initialToken))

  const [, rerender] = useReducer((count: number) => count + 1, 0)
  const query = findTokenQuery(client, queryKey)
  const { refetch, fetchIfDueOrReschedule } = useTokenObserver(client, query, loader, isActive)

  useEffect(() => {
    if (!isActive) return
    return onWake((hasViewerReturned) => {
      if (hasViewerReturned) recordQueryWake(query)
      // A backoff may have been cut short, and in a hidden page no alarm was set. When the next attempt will be is part of
      // what is shown.
      if (!fetchIfDueOrReschedule() && hasViewerReturned && getTokenSnapshot(query).error) rerender()
    })
  }, [isActive, query, fetchIfDueOrReschedule])

  // A host that removes the query, to empty its cache, takes the token away: the next render makes another query.
  useEffect(() => {
    registerQueryClient(client)
    return client.getQueryCache().subscribe((event) => {
      if (event.type === 'removed' && event.query === query) rerender()
    })
  }, [client, query])

  const refresh = useCallback<RefreshFn>(
    async (reason) => {
      resume()
      requestFetch(query, reason)
      // A fetch that was under way for another reason may have let nothing through: then once more.
      for (let tries = 0; tries < 2 && isFetchRequested(query); tries += 1) {
        const fetched = refetch().catch(() => {})
        await (getQueryState(query).inFlight ?? fetched)
      }
      return (await getQueryState(query).inFlight) ?? getTokenSnapshot(query).token
    },
    [query, refetch, resume],
  )

  const requestFromPage = useCallback(() => {
    recordPageRequest(query)
    // One that React hides is answered when it is shown.
    if (query.getObserversCount() > 0) fetchIfDueOrReschedule()
  }, [query, fetchIfDueOrReschedule])

  return { snapshot: isSignedOut ? EMPTY_TOKEN_SNAPSHOT : getTokenSnapshot(query), isActive, refresh, requestFromPage }
}
