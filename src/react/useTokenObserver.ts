import { type QueryClient, QueryObserver, type UseQueryOptions } from '@tanstack/react-query'
import { useCallback, useState, useSyncExternalStore } from 'react'
import type { EmbedToken } from '../core/token.ts'
import { useCommitEffect } from './useLatest.ts'

type Options = UseQueryOptions<EmbedToken, Error, EmbedToken, readonly unknown[]>
type TokenObserver = QueryObserver<EmbedToken, Error, EmbedToken, EmbedToken, readonly unknown[]>

/**
 * `useQuery`, only sooner: it observes from within the commit, so that a first token is asked for before the page is
 * painted, and renders at once when its query changes, instead of in a timer. A host's persisted cache is not waited for
 * either, as no token is in one.
 */
export function useTokenObserver(options: Options, client: QueryClient): TokenObserver {
  // As if it fetched already: that it then does is no news, and no reason to render again.
  const expected = client.defaultQueryOptions({ ...options, _optimisticResults: 'optimistic' })
  const [observer] = useState<TokenObserver>(() => new QueryObserver(client, expected))
  useCommitEffect(() => {
    if (observer.options !== expected) observer.setOptions(expected)
  })
  useCommitEffect(() => observer.subscribe(() => {}), [observer])
  const subscribe = useCallback((onChange: () => void) => observer.subscribe(onChange), [observer])
  const result = (): unknown => observer.getCurrentResult()
  useSyncExternalStore(subscribe, result, result)
  return observer
}
