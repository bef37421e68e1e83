import type { QueryClient } from '@tanstack/react-query'
import { EMPTY_TOKEN_SNAPSHOT, type TokenSnapshot } from '../core/state.ts'
import { createListeners, type Store } from '../core/store.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { TokenLoader } from './tokenLoader.ts'
import type { TokenKey } from './tokenQuery.ts'
import { currentSignOut, tokenStoresOf } from './tokenStores.ts'

/** One embed's hold on the shared token of its key. */
export interface TokenSubscription extends Store<TokenSnapshot> {
  /** Whether the viewer has signed out since the subscription was created or refreshed. */
  isSignedOut(): boolean
  /** The embed is mounted and enabled. Returns what ends it; it may be connected again. */
  connect(): () => void
  /**
   * Fetches a token although none is due. Ends "signed out" for this embed.
   *
   * @throws EmbedError as a rejection
   */
  refresh(reason: RefreshReason): Promise<EmbedToken>
  /** The embedded page requests a token. */
  request(): void
  /** Makes a token that came with the page the current one, unless something is known of the key already. */
  seed(token: EmbedToken): void
}

export interface TokenSubscriptionOptions {
  client: QueryClient
  key: TokenKey
  loader: TokenLoader
}

export function createTokenSubscription({ client, key, loader }: TokenSubscriptionOptions): TokenSubscription {
  const { subscribe, notify } = createListeners()
  const stores = tokenStoresOf(client)
  const store = () => stores.get(key)
  let acceptedSignOut = currentSignOut()
  let isConnected = false
  let isHolding = false
  let release: (() => void) | undefined

  const isSignedOut = (): boolean => stores.lastSignOut > acceptedSignOut

  /** Holds the store while the embed is connected and not signed out. */
  function sync(): void {
    const shouldHold = isConnected && !isSignedOut()
    if (shouldHold === isHolding) return
    // First, as the store may notify while it is retained: a fetcher may sign out.
    isHolding = shouldHold
    if (shouldHold) release = hold()
    if (isHolding) return
    release?.()
    release = undefined
  }

  function hold(): () => void {
    const held = store()
    const unsubscribe = held.subscribe(handleChange)
    const drop = held.retain(loader)
    return () => {
      drop()
      unsubscribe()
    }
  }

  function handleChange(): void {
    sync()
    notify()
  }

  return {
    subscribe,
    getSnapshot: () => (isSignedOut() ? EMPTY_TOKEN_SNAPSHOT : store().getSnapshot()),
    isSignedOut,
    connect() {
      isConnected = true
      // React need not have listened while it hid the embed.
      handleChange()
      return () => {
        isConnected = false
        sync()
      }
    },
    refresh(reason) {
      const token = store().refresh(reason, loader)
      acceptedSignOut = currentSignOut()
      handleChange()
      return token
    },
    request: () => store().request(),
    seed: (token) => store().seed(token),
  }
}
