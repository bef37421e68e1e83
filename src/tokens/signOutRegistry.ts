import type { QueryClient } from '@tanstack/react-query'

type SignOut = (queryClient?: QueryClient) => void

const KEY = Symbol.for('react-private-embed.signOut')

/**
 * Returns the sign-out functions of all copies of the library on a page: an app and its packages may have separate
 * copies.
 */
export function getSignOuts(): Set<SignOut> {
  const scope: typeof globalThis & { [KEY]?: Set<SignOut> } = globalThis
  return (scope[KEY] ??= new Set())
}
