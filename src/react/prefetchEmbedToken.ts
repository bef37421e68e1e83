import type { QueryClient } from '@tanstack/react-query'
import { isBrowser } from '../browser/isBrowser.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import type { TokenProps } from './embedProps.ts'
import { registerQueryClient } from './signOutRegistry.ts'
import { createTokenLoader } from './tokenLoader.ts'
import { tokenQueryKey, tokenQueryOptions } from './tokenQuery.ts'
import { getDefaultQueryClient } from './useEmbedQueryClient.ts'

/**
 * Fetches a token before its embed is on the page: in a router's loader, or when a link is hovered. An embed of the same
 * adapter, resource and viewer then starts its frame in its first commit. A token in hand is left alone, and one that is
 * on its way is waited for. On a server it does nothing: whatever it fetched there would be shared between requests.
 *
 * Keep it close to the moment of use: a token that no embed takes is forgotten after five minutes.
 *
 * @param queryClient the one that the embed will use; undefined where the page has no `QueryClientProvider`
 * @returns when it is there. Never rejects: an embed that mounts later shows what went wrong, and tries again
 *
 * @example
 * <Link to="/map" onMouseEnter={() => void prefetchEmbedToken(queryClient, felt, { mapId, viewerId, fetchToken })} />
 */
export async function prefetchEmbedToken<P>(
  queryClient: QueryClient | undefined,
  adapter: TokenAdapter<P>,
  props: P & TokenProps,
): Promise<void> {
  if (!isBrowser) return
  try {
    const client = queryClient ?? getDefaultQueryClient()
    const queryKey = tokenQueryKey(adapter.name, adapter.tokenKey(props), props.viewerId)
    registerQueryClient(client)
    const loader = createTokenLoader(adapter, () => props)
    // Never fresh for react-query: the gate in its function knows whether a token is due.
    await client.fetchQuery({ ...tokenQueryOptions(client, queryKey, loader), staleTime: 0 })
  } catch {
    // Noted where the embed will look.
  }
}
