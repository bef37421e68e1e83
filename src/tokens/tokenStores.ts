import { QueryClient, type QueryCache } from '@tanstack/react-query'
import { isBrowser } from '../browser/isBrowser.ts'
import type { TokenKey } from './tokenQuery.ts'
import { createTokenStore } from './createTokenStore.ts'
import type { TokenStore } from './tokenStore.ts'

/** The token stores of one query cache. */
export interface TokenStores {
  /** The store of a key, created when it is first needed. Ask again each time: one that no embed holds may be collected. */
  get(key: TokenKey): TokenStore
  /** How often viewers have signed out. */
  readonly signOutCount: number
  /** Forgets all tokens. */
  signOut(): void
}

const storesByCache = new WeakMap<QueryCache, TokenStores>()
// Weak, as a client that the app no longer uses must not be kept alive.
const knownStores = new Set<WeakRef<TokenStores>>()

/** The token stores of a client. Clients that share a cache share them. */
export function tokenStoresOf(client: QueryClient): TokenStores {
  const cache = client.getQueryCache()
  const stores = storesByCache.get(cache) ?? createTokenStores(cache)
  storesByCache.set(cache, stores)
  return stores
}

/** All token stores of this document that still exist. */
export function allTokenStores(): TokenStores[] {
  return [...knownStores].flatMap((stores) => stores.deref() ?? [])
}

let defaultClient: QueryClient | undefined

/** The client for apps without one, created when it is first needed. On a server requests share none. */
export function getDefaultQueryClient(): QueryClient {
  return isBrowser ? (defaultClient ??= new QueryClient()) : new QueryClient()
}

const countWhenFirstSeen = new WeakMap<object, number>()

/** Whether a viewer signed out after something that came with the page, such as `initialToken`, was first seen. */
export function predatesSignOut(thing: object, { signOutCount }: TokenStores): boolean {
  const count = countWhenFirstSeen.get(thing) ?? signOutCount
  countWhenFirstSeen.set(thing, count)
  return signOutCount > count
}

function createTokenStores(cache: QueryCache): TokenStores {
  // Of its own, as the `defaultOptions` of the app's client must not change how tokens are fetched.
  const client = new QueryClient({ queryCache: cache })
  const byHash = new Map<string, TokenStore>()
  let signOutCount = 0

  cache.subscribe(({ type, query }) => {
    if (type !== 'removed') return
    const store = byHash.get(query.queryHash)
    if (!store?.owns(query)) return
    store.forget()
    if (!store.isHeld()) byHash.delete(query.queryHash)
  })

  const stores: TokenStores = {
    get(key) {
      const store = byHash.get(key.queryHash) ?? createTokenStore(client, key)
      byHash.set(key.queryHash, store)
      return store
    },
    get signOutCount() {
      return signOutCount
    },
    signOut() {
      // First, so that each embed knows why its token is gone.
      signOutCount += 1
      for (const store of byHash.values()) store.reset()
    },
  }
  if (isBrowser) knownStores.add(new WeakRef(stores))
  return stores
}
