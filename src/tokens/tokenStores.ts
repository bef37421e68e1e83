import { QueryClient, type QueryCache } from '@tanstack/react-query'
import { isBrowser } from '../browser/isBrowser.ts'
import { perTarget } from '../browser/perTarget.ts'
import type { TokenKey } from './tokenQuery.ts'
import { createTokenStore } from './createTokenStore.ts'
import { getSignOuts } from './signOutRegistry.ts'
import type { TokenStore } from './tokenStore.ts'

/** The token stores of one query cache. */
export interface TokenStores {
  /** The store of a key, created when it is first needed. Ask again each time: one that no embed holds may be collected. */
  get(key: TokenKey): TokenStore
  /** The number of the last sign-out that concerns these stores. */
  readonly lastSignOut: number
  /** Forgets all tokens. */
  signOut(): void
}

/** Sign-outs of this document, of whatever client, are numbered. */
let signOuts = 0

/** The number of the last sign-out of this document. What is seen first after it belongs to another viewer. */
export function currentSignOut(): number {
  return signOuts
}

const storesOfCache = perTarget(createTokenStores)
// Weak, as a client that the app no longer uses must not be kept alive.
const knownStores = new Set<WeakRef<TokenStores>>()

/** The token stores of a client. Clients that share a cache share them. */
export function tokenStoresOf(client: QueryClient): TokenStores {
  return storesOfCache(client.getQueryCache())
}

/**
 * Forgets the tokens of this copy of the library.
 *
 * @param queryClient whose tokens; without it, those of all clients of this document that still exist
 */
export function signOutOfThisCopy(queryClient?: QueryClient): void {
  const all = queryClient ? [tokenStoresOf(queryClient)] : [...knownStores].flatMap((stores) => stores.deref() ?? [])
  for (const stores of all) stores.signOut()
}

let defaultClient: QueryClient | undefined

/** The client for apps without one, created when it is first needed. On a server requests share none. */
export function getDefaultQueryClient(): QueryClient {
  return isBrowser ? (defaultClient ??= new QueryClient()) : new QueryClient()
}

const firstSeenAt = perTarget<object, number>(currentSignOut)

/** Whether a viewer signed out after something that came with the page, such as `initialToken`, was first seen. */
export function predatesSignOut(thing: object, { lastSignOut }: TokenStores): boolean {
  return lastSignOut > firstSeenAt(thing)
}

function createTokenStores(cache: QueryCache): TokenStores {
  // Of its own, as the `defaultOptions` of the app's client must not change how tokens are fetched.
  const client = new QueryClient({ queryCache: cache })
  const byHash = new Map<string, TokenStore>()
  // A client that is created after a sign-out, perhaps because of it, must not use what came before.
  let lastSignOut = signOuts

  cache.subscribe(({ type, query }) => {
    if (type !== 'removed') return
    const store = byHash.get(query.queryHash)
    if (!store?.owns(query)) return
    store.handleRemoved()
    // After the store, if an embed holds it, has built its query again.
    queueMicrotask(() => {
      if (!store.isHeld() && !cache.get(query.queryHash)) byHash.delete(query.queryHash)
    })
  })

  const stores: TokenStores = {
    get(key) {
      const store = byHash.get(key.queryHash) ?? createTokenStore(client, key)
      byHash.set(key.queryHash, store)
      return store
    },
    get lastSignOut() {
      return lastSignOut
    },
    signOut() {
      // First, as each store notifies, and its embeds read this number then.
      signOuts += 1
      lastSignOut = signOuts
      for (const store of byHash.values()) store.signOut()
    },
  }
  if (isBrowser) {
    knownStores.add(new WeakRef(stores))
    getSignOuts().add(signOutOfThisCopy)
  }
  return stores
}
