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

/** Subscription of one embed to the shared token of its key. */
export interface TokenSubscription extends Store<TokenSnapshot> {
  /** Returns whether the embed needs a token: enabled, near, and not signed out since its mount, enabling or refresh. */
  isActive(): boolean
  /** Starts when the embed is mounted; returns the stop function. May be called again. */
  connect(): () => void
  /**
   * Sets whether the mounted embed needs a token, and whether it is near the viewport. Default: both. Enabling ends a
   * sign-out, and retries after a failure if the embed is near.
   */
  setEnabled(isEnabled: boolean, isNear?: boolean): void
  /**
   * Fetches a token now. Ends the signed-out state of this embed.
   *
   * @throws EmbedError as a rejection
   */
  refresh(reason: RefreshReason): Promise<EmbedToken>
  /** Requests a token for the embedded page. */
  request(): void
  /** Uses a token from the server-rendered page, unless the key already has a history. */
  seed(token: EmbedToken): void
}

/**
 * Creates the subscription of one embed.
 *
 * @param getProps returns the latest props; the key's inputs never change
 * @param isVisible returns whether the viewer can see the embed despite a hidden host page
 */
export function createTokenSubscription<P>(
  stores: TokenStores,
  adapter: TokenAdapter<P>,
  getProps: () => P & TokenProps,
  isVisible?: () => boolean,
): TokenSubscription {
  const { viewerId } = getProps()
  if (process.env.NODE_ENV !== 'production' && String(viewerId).includes('@')) {
    devWarn('viewerId looks like an email address. Use an opaque id, because it becomes part of a query key.')
  }
  const key = createTokenKey(adapter.name, adapter.tokenKey(getProps()), viewerId)
  const loader = createTokenLoader(adapter, getProps, isVisible)
  const { subscribe, notify } = createListeners()
  const store = () => stores.get(key)
  let acceptedSignOut = currentSignOut()
  let isEnabled = true
  let isNear = true
  let isConnected = false
  let isHolding = false
  let release: (() => void) | undefined

  const isSignedOut = (): boolean => stores.lastSignOut > acceptedSignOut
  const isActive = (): boolean => isEnabled && isNear && !isSignedOut()

  /** Retains the store while the embed is connected and needs a token. */
  function sync(): void {
    const shouldHold = isConnected && isActive()
    if (shouldHold === isHolding) return
    // First, because the store may notify while being retained: a fetcher may sign out.
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
    getSnapshot: () => (isActive() ? store().getSnapshot() : EMPTY_TOKEN_SNAPSHOT),
    isActive,
    connect() {
      isConnected = true
      // React may not have listened while the embed was hidden.
      handleChange()
      return () => {
        isConnected = false
        sync()
      }
    },
    setEnabled(newEnabled, newNear = true) {
      if (newEnabled === isEnabled && newNear === isNear) return
      // Only the app enables: scrolling neither ends a sign-out nor retries.
      const isEnabling = newEnabled && !isEnabled
      if (isEnabling) acceptedSignOut = currentSignOut()
      isEnabled = newEnabled
      isNear = newNear
      // An earlier failure is no reason to wait: the viewer may have signed in since.
      if (isEnabling && isActive() && isConnected && store().getSnapshot().error)
        store()
          .refresh('retry', loader)
          .catch(() => {})
      handleChange()
    },
    refresh(reason) {
      // First, because the fetcher itself may sign out.
      acceptedSignOut = currentSignOut()
      const token = store().refresh(reason, loader)
      handleChange()
      return token
    },
    request: () => store().request(),
    seed: (token) => store().seed(token),
  }
}
