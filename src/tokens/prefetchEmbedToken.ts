import type { QueryClient } from '@tanstack/react-query'
import { isBrowser } from '../browser/isBrowser.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import type { Resource } from '../core/tokenFetcher.ts'
import type { TokenProps } from '../core/tokenProps.ts'
import { createTokenLoader } from './tokenLoader.ts'
import { createTokenKey } from './tokenQuery.ts'
import { getDefaultQueryClient, tokenStoresOf } from './tokenStores.ts'

/**
 * Fetches a token before its embed is mounted: in a router's loader, or when a link is hovered. An embed of the same
 * adapter, resource and viewer then creates its iframe in the first commit. A current token is kept, and a fetch in
 * flight is awaited. No effect on a server, where tokens would be shared between requests.
 *
 * Call this shortly before use: an unused token is removed after five minutes.
 *
 * @param queryClient the client of the embed; undefined without a `QueryClientProvider`
 * @returns a promise that resolves after the fetch. Never rejects: an embed mounted later requests a token again, or
 * shows the error and retries
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
    // The store keeps the failure for the embed.
  }
}
