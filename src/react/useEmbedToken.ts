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

/** Return value of {@link useEmbedToken}. */
export interface UseEmbedTokenResult {
  /** State, assuming that your iframe uses the newest token. */
  state: EmbedState
  /** The secret; undefined before the first token and after its expiry. Use only in an iframe's URL. */
  token: string | undefined
  /**
   * Fetches a new token now.
   *
   * @throws EmbedError as a rejection: the fetch error, the previous error during its `Retry-After` delay, or
   * `UNMOUNTED`
   */
  refresh(): Promise<void>
}

/**
 * Keeps a token valid for a host app with its own iframe.
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
