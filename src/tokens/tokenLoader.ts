import { createEndpointFetcher } from '../browser/endpointFetcher.ts'
import type { ParsedToken } from '../core/parseTokenResponse.ts'
import { EmbedError } from '../core/errors.ts'
import type { LifetimePolicy } from '../core/lifetime.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import { toEmbedError } from '../core/toEmbedError.ts'
import type { TokenProps } from '../core/tokenProps.ts'

/** Where one embed's tokens come from: its vendor, and its newest props. */
export interface TokenLoader {
  /** Calls the host's fetcher. Never throws; a fetcher that does becomes a rejection. */
  request(reason: RefreshReason, signal: AbortSignal): Promise<ParsedToken>
  lifetime(): LifetimePolicy
  toEmbedError(thrown: unknown): EmbedError
  refreshInBackground(): boolean
}

/**
 * @param getProps returns the newest props, as an inline `fetchToken` is another function at each render
 * @param isVisible whether the viewer can see the embed although the host page is hidden: it may be in another window
 */
export function createTokenLoader<P>(
  adapter: TokenAdapter<P>,
  getProps: () => P & TokenProps,
  isVisible = () => false,
): TokenLoader {
  return {
    async request(reason, signal) {
      const newest = getProps()
      assertTokenSource(newest)
      const fetchToken = newest.fetchToken ?? createEndpointFetcher(newest.tokenEndpoint)
      const request = { provider: adapter.name, resource: adapter.resource(newest), reason, signal }
      return adapter.parseResponse(await fetchToken(request))
    },
    lifetime: () => adapter.lifetime(getProps()),
    toEmbedError: (thrown) => toEmbedError(thrown, adapter.name, Date.now()),
    refreshInBackground: () => getProps().refreshInBackground ?? isVisible(),
  }
}

/**
 * Types cannot reach a host that has none.
 *
 * @throws EmbedError `INVALID_PROPS` unless there is exactly one place to get tokens from
 */
export function assertTokenSource({ fetchToken, tokenEndpoint }: TokenProps): void {
  if ((typeof fetchToken === 'function') !== (typeof tokenEndpoint === 'string')) return
  throw new EmbedError('INVALID_PROPS', 'Give exactly one of fetchToken (a function) and tokenEndpoint (a URL).')
}
