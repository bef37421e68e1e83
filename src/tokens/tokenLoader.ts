import { createEndpointFetcher } from '../browser/endpointFetcher.ts'
import type { ParsedToken } from '../core/parseTokenResponse.ts'
import type { EmbedError } from '../core/errors.ts'
import type { LifetimePolicy } from '../core/lifetime.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import { findStatus } from '../core/httpDetails.ts'
import { isRecord } from '../core/isRecord.ts'
import type { RefreshReason, TokenRejection } from '../core/tokenFetcher.ts'
import { toEmbedError } from '../core/toEmbedError.ts'
import { parseTokenEndpoint, withoutQuery } from '../core/tokenEndpoint.ts'
import type { TokenProps } from '../core/tokenProps.ts'
import { assertTokenSource } from './assertTokenSource.ts'

/** Source of one embed's tokens: its adapter and latest props. */
export interface TokenLoader {
  /** Calls the host app's fetcher. Never throws; synchronous errors become rejections. */
  request(reason: RefreshReason, signal: AbortSignal): Promise<ParsedToken>
  lifetime(): LifetimePolicy
  toEmbedError(thrown: unknown): EmbedError
  refreshInBackground(): boolean
}

/**
 * Creates the loader of one embed.
 *
 * @param getProps returns the latest props, because an inline `fetchToken` changes at each render
 * @param isVisible returns whether the viewer can see the embed despite a hidden host page, in another window
 */
export function createTokenLoader<P>(
  adapter: TokenAdapter<P>,
  getProps: () => P & TokenProps,
  isVisible = () => false,
): TokenLoader {
  const fail = (thrown: unknown, reason?: string): EmbedError => {
    const { tokenEndpoint } = getProps()
    const url = tokenEndpoint && withoutQuery(parseTokenEndpoint(tokenEndpoint).url)
    return toEmbedError(thrown, adapter.name, Date.now(), url, reason)
  }
  return {
    async request(reason, signal) {
      const newest = getProps()
      assertTokenSource(newest)
      // The empty string is unreachable: the line above has thrown.
      const fetchToken = newest.fetchToken ?? createEndpointFetcher(parseTokenEndpoint(newest.tokenEndpoint ?? ''))
      const request = { provider: adapter.name, resource: adapter.resource(newest), reason, signal }
      const response = await fetchToken(request)
      if (isRejection(response)) throw fail(response.error, response.error.message)
      return adapter.parseResponse(response)
    },
    lifetime: () => adapter.lifetime(getProps()),
    toEmbedError: (thrown) => fail(thrown),
    refreshInBackground: () => getProps().refreshInBackground ?? isVisible(),
  }
}

/** Returns whether a response is a rejection. Without a status the field could belong to a provider's own response. */
function isRejection(response: unknown): response is TokenRejection {
  return isRecord(response) && findStatus(response.error) !== undefined
}
