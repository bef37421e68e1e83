import { assertApiToken } from './assertNonEmptyString.ts'
import { callAccountFunction } from './callAccountFunction.ts'
import type { ProviderAccount } from './providerAccount.ts'
import { DEFAULT_TIMEOUT } from './providerRequest.ts'

/**
 * Returns the API token for minting.
 *
 * @throws EmbedError `INVALID_OPTIONS` if there is no valid token; `FETCH_FAILED` or `FETCH_TIMEOUT` if the function
 * fails; errors of a framework unchanged
 */
export async function resolveApiToken(
  provider: string,
  apiToken: ProviderAccount['apiToken'],
  timeout: number = DEFAULT_TIMEOUT,
): Promise<string> {
  const isFunction = typeof apiToken === 'function'
  const value = isFunction ? await callAccountFunction('apiToken()', provider, timeout, apiToken) : apiToken
  return assertApiToken(provider, value)
}
