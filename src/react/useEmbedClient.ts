import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext } from 'react'
import { isBrowser } from '../browser/isBrowser.ts'

let ownClient: QueryClient | undefined

/**
 * The QueryClient that holds an embed's token: the one given, else the nearest provider's, else one of the library's
 * own, made when it is first needed, so that a host without react-query needs no provider. A server shares none between
 * its requests.
 */
export function useEmbedClient(given: QueryClient | undefined): QueryClient {
  const provided = useContext(QueryClientContext)
  return given ?? provided ?? (isBrowser ? (ownClient ??= new QueryClient()) : new QueryClient())
}
