import { QueryClient, type QueryCache } from '@tanstack/react-query'
import { isBrowser } from '../browser/isBrowser.ts'
import { perTarget } from '../browser/perTarget.ts'
import type { TokenKey } from './tokenQuery.ts'
import { createTokenStore } from './createTokenStore.ts'
import { getSignOuts } from './signOutRegistry.ts'
import type { TokenStore } from './tokenStore.ts'

/** Token stores of one query cache. */
export interface TokenStores {
  /**
   * Returns the store of a key, created when first needed. Call each time: an unused store may be garbage-collected.
   */
  get(key: TokenKey): TokenStore
  /** Number of the last sign-out for these stores. */
  readonly lastSignOut: number
  /** Removes all tokens. */
  signOut(): void
}

/** Number of sign-outs in this document, over all clients. */
let signOuts = 0

/** Returns the number of the last sign-out of this document. Data first seen afterwards belong to another viewer. */
export function currentSignOut(): number {
  return signOuts
}

const storesOfCache = perTarget(createTokenStores)
// Weak references, so that unused clients of the app can be garbage-collected.
const knownStores = new Set<WeakRef<TokenStores>>()

/** Returns the token stores of a client. Clients with a common cache share stores. */
export function tokenStoresOf(client: QueryClient): TokenStores {
  return storesOfCache(client.getQueryCache())
}

/**
 * Removes the tokens of this copy of the library.
 *
 * @param queryClient the client to clear; default: all existing clients of this document
 */
export function signOutOfThisCopy(queryClient?: QueryClient): void {
  const all = queryClient ? [tokenStoresOf(queryClient)] : [...knownStores].flatMap((stores) => stores.deref() ?? [])
  for (const stores of all) stores.signOut()
}

let defaultClient: QueryClient | undefined

/** Returns the client for apps without one, created when first needed. On a server each request gets its own. */
export function getDefaultQueryClient(): QueryClient {
  return isBrowser ? (defaultClient ??= new QueryClient()) : new QueryClient()
}

const firstSeenAt = perTarget<object, number>(currentSignOut)

/** Returns whether a viewer signed out after data from the page, such as `initialToken`, was first seen. */
export function predatesSignOut(thing: object, { lastSignOut }: TokenStores): boolean {
  return lastSignOut > firstSeenAt(thing)
}

function createTokenStores(cache: QueryCache): TokenStores {
  // A separate client, because the `defaultOptions` of the app's client must not change how tokens are fetched.
  const client = new QueryClient({ queryCache: cache })
  const byHash = new Map<string, TokenStore>()
  // A client created after a sign-out must not use earlier data.
  let lastSignOut = signOuts

  cache.subscribe(({ type, query }) => {
    if (type !== 'removed') return
    const store = byHash.get(query.queryHash)
    if (!store?.owns(query)) return
    store.handleRemoved()
    // Deferred until the store of a mounted embed has recreated its query.
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
      // First, because embeds read this number when the stores notify.
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
