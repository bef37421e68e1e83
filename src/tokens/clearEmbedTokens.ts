import type { QueryClient } from '@tanstack/react-query'
import { getSignOuts } from './signOutRegistry.ts'
import { signOutOfThisCopy } from './tokenStores.ts'

/**
 * Removes every token. Call this when a viewer signs out. Requests in flight are aborted and their responses discarded;
 * mounted embeds lose their iframes and are `idle` until `viewerId` changes, `enabled` becomes `true`, they are mounted
 * again, or `refresh()` is called.
 *
 * @param queryClient the client to clear; default: every client used by embeds of this page
 *
 * @example
 * async function signOut() {
 *   setUserId(undefined) // also the embed's `enabled`
 *   clearEmbedTokens()
 *   await fetch('/api/sign-out', { method: 'POST' })
 *   clearEmbedTokens() // a token that an embed has fetched with the old cookie
 * }
 */
export function clearEmbedTokens(queryClient?: QueryClient): void {
  for (const signOut of getSignOuts().add(signOutOfThisCopy)) signOut(queryClient)
}
