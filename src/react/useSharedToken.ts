import type { QueryClient } from '@tanstack/react-query'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { isBrowser } from '../browser/isBrowser.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import { devWarn } from '../core/devWarn.ts'
import type { TokenSnapshot } from '../core/state.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { TokenProps } from '../core/tokenProps.ts'
import { createTokenLoader } from '../tokens/tokenLoader.ts'
import { createTokenKey } from '../tokens/tokenQuery.ts'
import { createTokenSubscription } from '../tokens/tokenSubscription.ts'
import { useIsomorphicLayoutEffect, useLatest } from './useLatest.ts'

/** A shared token as one embed sees it. */
export interface SharedToken {
  snapshot: TokenSnapshot
  /** Whether a token is wanted: not while a lazy embed is far away, nor after the viewer signed out. */
  isActive: boolean
  /** Fetches a token although none is due. Rejects with what the fetch failed with. */
  refresh(reason: RefreshReason): Promise<EmbedToken>
  /** The embedded page requests a token: as soon as the minimum interval allows. */
  requestFromPage(): void
}

/**
 * The shared token of an embed's key, kept valid while the embed is mounted and `isEnabled`.
 *
 * @param initialToken came with the page. Ignored on a server, as requests may share a client there.
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
  const key = useMemo(() => createTokenKey(adapter.name, tokenKey, viewerId), [adapter.name, tokenKey, viewerId])
  // One for each key: a fetch that is in flight for the old viewer must not read the next viewer's props.
  const latest = useLatest(props, key)
  if (String(viewerId).includes('@')) devWarn('viewerId holds an @. Use an opaque id: it becomes part of a cache key.')

  const subscription = useMemo(() => {
    const loader = createTokenLoader(adapter, () => latest.current)
    return createTokenSubscription({ client, key, loader })
  }, [adapter, client, key, latest])
  useState(() => isBrowser && initialToken && subscription.seed(initialToken))

  const { subscribe, getSnapshot } = subscription
  const snapshot = useSyncExternalStore(subscribe, getSnapshot, getSnapshot)
  const isSignedOut = useSyncExternalStore(subscribe, subscription.isSignedOut, () => false)
  useIsomorphicLayoutEffect(() => (isEnabled ? subscription.connect() : undefined), [subscription, isEnabled])

  const { refresh, request } = subscription
  return { snapshot, isActive: isEnabled && !isSignedOut, refresh, requestFromPage: request }
}
