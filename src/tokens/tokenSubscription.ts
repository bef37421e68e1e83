import type { QueryClient } from '@tanstack/react-query'
import { EMPTY_TOKEN_SNAPSHOT, type TokenSnapshot } from '../core/state.ts'
import { createListeners, type Store } from '../core/store.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { TokenLoader } from './tokenLoader.ts'
import type { TokenKey } from './tokenQuery.ts'
import { tokenStoresOf } from './tokenStores.ts'

/** One embed's hold on the shared token of its key. */
export interface TokenSubscription extends Store<TokenSnapshot> {
  /** Whether the viewer has signed out since the subscription was created or refreshed. */
  isSignedOut(): boolean
  /** The embed is mounted. Returns what ends it; it may be connected again. */
  connect(): () => void
  setEnabled(isEnabled: boolean): void
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
  isEnabled: boolean
}

export function createTokenSubscription(options: TokenSubscriptionOptions): TokenSubscription {
  const { client, key, loader } = options
  const { subscribe, notify } = createListeners()
  const stores = tokenStoresOf(client)
  const store = () => stores.get(key)
  let { isEnabled } = options
  let acceptedSignOuts = stores.signOutCount
  let isConnected = false
  let isHolding = false
  let release: (() => void) | undefined

  const isSignedOut = (): boolean => stores.signOutCount > acceptedSignOuts

  /** Holds the store while the embed is mounted and active. */
  function sync(): void {
    const shouldHold = isConnected && isEnabled && !isSignedOut()
    if (shouldHold === isHolding) return
    // First, as the store may notify while it is retained.
    isHolding = shouldHold
    if (!shouldHold) return release?.()
    const unsubscribe = store().subscribe(handleChange)
    const drop = store().retain(loader)
    release = () => {
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
      sync()
      return () => {
        isConnected = false
        sync()
      }
    },
    setEnabled(value) {
      if (value === isEnabled) return
      isEnabled = value
      handleChange()
    },
    refresh(reason) {
      const token = store().refresh(reason, loader)
      acceptedSignOuts = stores.signOutCount
      handleChange()
      return token
    },
    request: () => store().request(),
    seed: (token) => store().seed(token),
  }
}
