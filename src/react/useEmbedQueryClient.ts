import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext } from 'react'
import { isBrowser } from '../browser/isBrowser.ts'

let defaultClient: QueryClient | undefined

/**
 * The QueryClient that holds an embed's token: the one given, else the nearest provider's, else the library's own, so
 * that a host without react-query needs no provider.
 */
export function useEmbedQueryClient(given: QueryClient | undefined): QueryClient {
  const provided = useContext(QueryClientContext)
  return given ?? provided ?? getDefaultQueryClient()
}

/** The library's own client, made when it is first needed. A server shares none between its requests. */
export function getDefaultQueryClient(): QueryClient {
  return isBrowser ? (defaultClient ??= new QueryClient()) : new QueryClient()
}
