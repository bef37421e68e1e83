import type { QueryClient } from '@tanstack/react-query'

type SignOut = (queryClient?: QueryClient) => void

const KEY = Symbol.for('react-private-embed.signOut')

/** The sign-out functions of all copies of the library on a page: an app and a package of it may each have one. */
export function getSignOuts(): Set<SignOut> {
  const scope: typeof globalThis & { [KEY]?: Set<SignOut> } = globalThis
  return (scope[KEY] ??= new Set())
}
