import type { QueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import type { TokenAdapter } from '../core/adapter.ts'
import type { EmbedState } from '../core/state.ts'
import type { Resource } from '../core/tokenFetcher.ts'
import type { TokenProps } from '../core/tokenProps.ts'
import { createTokenSession } from '../session/createTokenSession.ts'
import { createTokenKey } from '../tokens/tokenQuery.ts'
import { useHydrating } from './useHydrating.ts'
import { useIsomorphicLayoutEffect } from './useIsomorphicLayoutEffect.ts'
import { useTokenStores } from './useTokenStores.ts'

/** What {@link useEmbedToken} returns. */
export interface UseEmbedTokenResult {
  /** As if a frame of yours held the newest token. */
  state: EmbedState
  /** The secret; undefined until there is one, and once it ran out. Put it into a frame's URL and nowhere else. */
  token: string | undefined
  /**
   * Fetches a new token now.
   *
   * @throws EmbedError as a rejection: the fetch error, the previous one while its `Retry-After` delay lasts, or `UNMOUNTED`
   */
  refresh(): Promise<void>
}

/**
 * Keeps a token fresh for a host that draws its own frame.
 *
 * @example
 * const { state, token } = useEmbedToken(felt, { mapId, fetchToken })
 */
export function useEmbedToken<P, R extends Resource = Resource>(
  adapter: TokenAdapter<P, R>,
  props: P & TokenProps<R>,
  { queryClient }: { queryClient?: QueryClient | undefined } = {},
): UseEmbedTokenResult {
  const stores = useTokenStores(queryClient)
  const isHydrating = useHydrating()
  const { queryHash } = createTokenKey(adapter.name, adapter.tokenKey(props), props.viewerId)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- another key is another session; newer props are committed to it
  const session = useMemo(() => createTokenSession(stores, adapter, props, isHydrating), [adapter, stores, queryHash])
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot)
  useIsomorphicLayoutEffect(() => session.committed(props))
  useIsomorphicLayoutEffect(() => session.connect(), [session])
  return { ...snapshot, refresh: session.refresh }
}
