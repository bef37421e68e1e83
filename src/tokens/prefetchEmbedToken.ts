import type { QueryClient } from '@tanstack/react-query'
import { isBrowser } from '../browser/isBrowser.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import type { Resource } from '../core/tokenFetcher.ts'
import type { TokenProps } from '../core/tokenProps.ts'
import { createTokenLoader } from './tokenLoader.ts'
import { createTokenKey } from './tokenQuery.ts'
import { getDefaultQueryClient, tokenStoresOf } from './tokenStores.ts'

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
export async function prefetchEmbedToken<P, R extends Resource = Resource>(
  queryClient: QueryClient | undefined,
  adapter: TokenAdapter<P, R>,
  props: P & TokenProps<R>,
): Promise<void> {
  if (!isBrowser) return
  try {
    const key = createTokenKey(adapter.name, adapter.tokenKey(props), props.viewerId)
    const store = tokenStoresOf(queryClient ?? getDefaultQueryClient()).get(key)
    await store.fetchIfDue(createTokenLoader(adapter, () => props))
  } catch {
    // The store keeps the failure, and the embed shows it.
  }
}
