import { assertNonEmptyString, assertSecret } from './assertNonEmptyString.ts'
import { callAccountFunction } from './callAccountFunction.ts'
import { DEFAULT_TIMEOUT } from './providerRequest.ts'

/** Secret of an account, such as from the environment, or a function that returns it. */
export type SecretSource = string | undefined | (() => string | undefined | Promise<string | undefined>)

/** Names of the secrets. A password may contain any character, because the password is not sent in a header. */
export type SecretName = 'apiToken' | 'password' | 'secretKey'

/**
 * Returns the secret for minting.
 *
 * @throws EmbedError `INVALID_OPTIONS` if there is no valid secret; `FETCH_FAILED` or `FETCH_TIMEOUT` if the function
 * fails; errors of a framework unchanged
 */
export async function resolveSecret(
  provider: string,
  name: SecretName,
  source: SecretSource,
  timeout: number = DEFAULT_TIMEOUT,
): Promise<string> {
  const isFunction = typeof source === 'function'
  const value = isFunction ? await callAccountFunction(`${name}()`, provider, timeout, source) : source
  return name === 'password' ? assertNonEmptyString(provider, name, value) : assertSecret(provider, name, value)
}
