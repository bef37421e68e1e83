import { type QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext } from 'react'
import { getDefaultQueryClient } from '../tokens/tokenStores.ts'

/**
 * The QueryClient that holds an embed's token: the one given, else the nearest provider's, else the library's own, so
 * that a host without react-query needs no provider.
 */
export function useEmbedQueryClient(given: QueryClient | undefined): QueryClient {
  const provided = useContext(QueryClientContext)
  return given ?? provided ?? getDefaultQueryClient()
}
