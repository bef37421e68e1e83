import type { QueryClient } from '@tanstack/react-query'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { now } from '../browser/clock.ts'
import { EmbedError } from '../core/errors.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import { deriveTokenState, type EmbedState } from '../core/state.ts'
import type { TokenProps } from '../core/tokenProps.ts'
import { useIsOffline } from './useIsOffline.ts'
import { useIsPast } from './useIsPast.ts'
import { useEmbedQueryClient } from './useEmbedQueryClient.ts'
import { useSharedToken } from './useSharedToken.ts'

/** What {@link useEmbedToken} returns. */
export interface UseEmbedTokenResult {
  /** As if a frame of yours held the newest token. */
  state: EmbedState
  /** The secret; undefined until there is one, and once it ran out. Put it into a frame's URL and nowhere else. */
  token: string | undefined
  /**
   * Fetches a new token now.
   *
   * @throws EmbedError as a rejection: what the fetch failed with, or the one before while the back end asked for a
   * pause (`Retry-After`), or `UNMOUNTED`
   */
  refresh(): Promise<void>
}

/**
 * Keeps a token fresh for a host that draws its own frame.
 *
 * @example
 * const { state, token } = useEmbedToken(felt, { mapId, fetchToken })
 */
export function useEmbedToken<P>(
  adapter: TokenAdapter<P>,
  props: P & TokenProps,
  { queryClient }: { queryClient?: QueryClient | undefined } = {},
): UseEmbedTokenResult {
  const given = useEmbedQueryClient(queryClient)
  // For good, as react-query's own hooks keep theirs.
  const [client] = useState(given)
  const { snapshot, isActive, refresh } = useSharedToken(adapter, props, client, true)
  const isMounted = useIsMounted()
  const isOffline = useIsOffline()
  useIsPast(snapshot.token?.expiresAt)
  const at = now()
  return {
    state: deriveTokenState(snapshot, { isEnabled: isActive, isOffline, now: at }),
    token: snapshot.token?.isValidAt(at) ? snapshot.token.value : undefined,
    refresh: useCallback(async () => {
      if (!isMounted.current) throw new EmbedError('UNMOUNTED', 'The component that used this token is gone.')
      await refresh('requested')
    }, [isMounted, refresh]),
  }
}

function useIsMounted(): Readonly<RefObject<boolean>> {
  const isMounted = useRef(false)
  useEffect(() => {
    isMounted.current = true
    return () => {
      isMounted.current = false
    }
  }, [])
  return isMounted
}
