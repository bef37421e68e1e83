import { type QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import { devWarn } from '../core/devWarn.ts'
import { getDefaultQueryClient, type TokenStores, tokenStoresOf } from '../tokens/tokenStores.ts'

/**
 * The token stores of a component: those of the client that is passed, else of the nearest provider's, else of the
 * library's own. The first client is kept, as react-query's own hooks keep theirs.
 */
export function useTokenStores(queryClient: QueryClient | undefined): TokenStores {
  const provided = useContext(QueryClientContext)
  const client = queryClient ?? provided
  const [first] = useState(() => client ?? getDefaultQueryClient())
  if (process.env.NODE_ENV !== 'production' && client && client !== first) {
    devWarn('the QueryClient of an embed has changed, which is ignored. Create it once, outside of any component.')
  }
  return tokenStoresOf(first)
}
