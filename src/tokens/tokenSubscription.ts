import type { TokenAdapter } from '../core/adapter.ts'
import { devWarn } from '../core/devWarn.ts'
import { EMPTY_TOKEN_SNAPSHOT, type TokenSnapshot } from '../core/state.ts'
import { createListeners, type Store } from '../core/store.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { TokenProps } from '../core/tokenProps.ts'
import { createTokenLoader } from './tokenLoader.ts'
import { createTokenKey } from './tokenQuery.ts'
import { currentSignOut, type TokenStores } from './tokenStores.ts'

/** One embed's hold on the shared token of its key. */
export interface TokenSubscription extends Store<TokenSnapshot> {
  /** Whether the embed wants a token: it is enabled, and the viewer has not signed out since its creation or refresh. */
  isActive(): boolean
  /** The embed is mounted. Returns what ends it; it may be connected again. */
  connect(): () => void
  /** Whether the embed wants a token while it is mounted. Default true. Enabling it retries what has failed. */
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

/**
 * Creates the subscription of one embed.
 *
 * @param getProps returns the newest props; what decides the token's key never changes
 * @param isVisible whether the viewer can see the embed although the host page is hidden
 */
export function createTokenSubscription<P>(
  stores: TokenStores,
  adapter: TokenAdapter<P>,
  getProps: () => P & TokenProps,
  isVisible?: () => boolean,
): TokenSubscription {
  const { viewerId } = getProps()
  if (process.env.NODE_ENV !== 'production' && String(viewerId).includes('@')) {
    devWarn('viewerId holds an @. Use an opaque id: it becomes part of a cache key.')
  }
  const key = createTokenKey(adapter.name, adapter.tokenKey(getProps()), viewerId)
  const loader = createTokenLoader(adapter, getProps, isVisible)
  const { subscribe, notify } = createListeners()
  const store = () => stores.get(key)
  let acceptedSignOut = currentSignOut()
  let isEnabled = true
  let isConnected = false
  let isHolding = false
  let release: (() => void) | undefined

  const isSignedOut = (): boolean => stores.lastSignOut > acceptedSignOut
  const isActive = (): boolean => isEnabled && !isSignedOut()

  /** Holds the store while the embed is connected and wants a token. */
  function sync(): void {
    const shouldHold = isConnected && isActive()
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
    isActive,
    connect() {
      isConnected = true
      // React need not have listened while it hid the embed.
      handleChange()
      return () => {
        isConnected = false
        sync()
      }
    },
    setEnabled(value) {
      if (value === isEnabled) return
      isEnabled = value
      // An earlier failure is no reason to wait: the viewer may have signed in since.
      if (value && isConnected && store().getSnapshot().error)
        store()
          .refresh('retry', loader)
          .catch(() => {})
      handleChange()
    },
    refresh(reason) {
      // First, as the fetcher itself may sign out.
      acceptedSignOut = currentSignOut()
      const token = store().refresh(reason, loader)
      handleChange()
      return token
    },
    request: () => store().request(),
    seed: (token) => store().seed(token),
  }
}
