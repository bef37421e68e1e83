import { type QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import { devWarn } from '../core/devWarn.ts'
import { getDefaultQueryClient, type TokenStores, tokenStoresOf } from '../tokens/tokenStores.ts'

/**
 * Returns the token stores of a component: of the given client, the nearest provider's client, or the library's own.
 * The first client is kept, as in react-query's own hooks.
 */
export function useTokenStores(queryClient: QueryClient | undefined): TokenStores {
  const provided = useContext(QueryClientContext)
  const client = queryClient ?? provided
  const [first] = useState(() => client ?? getDefaultQueryClient())
  if (process.env.NODE_ENV !== 'production' && client && client !== first) {
    devWarn(
      'the QueryClient of an embed changed, and the change was ignored. Create the client once, outside of any component.',
    )
  }
  return tokenStoresOf(first)
}
