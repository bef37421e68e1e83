import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { onWake } from '../browser/wake'
import type { EmbedToken } from '../core/token'
import type { TokenProvider } from '../core/provider'
import type { RefreshReason } from '../core/tokenFetcher'
import type { TokenView } from '../core/state'
import { devWarn } from '../core/devWarn'
import type { TokenProps } from './embedProps'
import { createTokenOrigin } from './tokenOrigin'
import { demandIfDue, demandToken, viewToken } from './tokenControl'
import { findTokenQuery, tokenQueryOptions } from './tokenQuery'
import { useIsHidden } from './useBoundary'
import { useLatest } from './useLatest'

/** Fetches a token although none is due. Rejects with what the fetch failed with. */
export type Refresh = (reason: RefreshReason) => Promise<EmbedToken | undefined>

/**
 * One embed's look at the shared token of its key, kept fresh while the embed is mounted and `enabled`.
 *
 * @throws EmbedError as a rejection of `refresh`
 */
export function useTokenView<P>(
  provider: TokenProvider<P>,
  props: P & TokenProps,
  client: QueryClient,
  enabled: boolean,
): { view: TokenView; refresh: Refresh } {
  const latest = useLatest(props)
  const origin = useMemo(() => createTokenOrigin(provider, () => latest.current), [provider, latest])
  const tokenKey = provider.tokenKey(props)
  const { viewer } = props
  const queryKey = useMemo(
    () => ['embed-token', provider.name, tokenKey, viewer ?? null],
    [provider.name, tokenKey, viewer],
  )
  if (viewer?.includes('@')) devWarn('viewer holds an @. Use an opaque id: it becomes part of a cache key.')

  // A page that is shown again gets new options, and with them a newly set alarm.
  useIsHidden()
  const { refetch } = useQuery({ ...tokenQueryOptions(client, queryKey, origin), enabled }, client)
  const query = findTokenQuery(client, queryKey)

  useEffect(() => {
    if (!enabled) return
    return onWake((woken) => {
      if (demandIfDue(query, origin, woken)) void refetch({ cancelRefetch: false })
    })
  }, [enabled, query, origin, refetch])

  const refresh = useCallback<Refresh>(
    async (reason) => {
      demandToken(query, reason)
      return (await refetch({ cancelRefetch: false, throwOnError: true })).data
    },
    [query, refetch],
  )
  return { view: viewToken(query), refresh }
}
