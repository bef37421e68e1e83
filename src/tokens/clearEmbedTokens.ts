import type { QueryClient } from '@tanstack/react-query'
import { getSignOuts } from './signOutRegistry.ts'
import { signOutOfThisCopy } from './tokenStores.ts'

/**
 * Forgets every token: for the moment a viewer signs out. Requests in flight are aborted and their answers dropped;
 * embeds that are still mounted lose their frames and are `idle` until their `viewerId` changes, they are mounted anew,
 * or `refresh()` is called.
 *
 * @param queryClient the client to clear; without it, every one that embeds of this page have used
 *
 * @example
 * async function signOut() {
 *   clearEmbedTokens()
 *   await fetch('/api/sign-out', { method: 'POST' })
 * }
 */
export function clearEmbedTokens(queryClient?: QueryClient): void {
  for (const signOut of getSignOuts().add(signOutOfThisCopy)) signOut(queryClient)
}
