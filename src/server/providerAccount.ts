import { callAccountFunction } from './callAccountFunction.ts'
import type { MetabaseAccount } from './mintMetabaseToken.ts'
import type { SupersetAccount } from './mintSupersetToken.ts'
import type { RequestedEmbed } from './parseEmbedRequest.ts'
import type { MintRequestOptions } from './providerRequest.ts'
import type { SecretName, SecretSource } from './resolveSecret.ts'

/**
 * Settings for calling one provider's API. The request is shared by all waiting clients, so it is not aborted when one
 * of them disconnects.
 */
export interface ProviderAccount extends Omit<MintRequestOptions, 'signal'> {
  /**
   * The API token, or a function for the current token, such as from a vault. The
   * function is called for each request. Without a token, every request gets a 500.
   */
  apiToken: SecretSource
  /** Origin of the provider's API, for tests. */
  origin?: string | undefined
}

/** Returns the account for a request, such as the workspace of a customer; `undefined` rejects with 403. */
export type AccountOfRequest<A = ProviderAccount> = (
  request: Request,
  requested: RequestedEmbed,
) => A | undefined | Promise<A | undefined>

/** Name of the secret option of each provider's account. */
export const SECRET_NAMES = {
  felt: 'apiToken',
  explo: 'apiToken',
  superset: 'password',
  metabase: 'secretKey',
} as const satisfies Record<RequestedEmbed['provider'], SecretName>

/** Account of any provider. The mint function checks the options. */
export type AnyAccount = Partial<ProviderAccount & Omit<SupersetAccount, 'origin'> & MetabaseAccount>

/** Every field of `T`, so that a forgotten field in a picking function is a type error. */
export type Picked<T> = { [K in keyof Required<T>]: T[K] }

/**
 * Returns the account for a request; undefined if there is none.
 *
 * @param timeout in ms
 * @throws EmbedError `FETCH_FAILED` or `FETCH_TIMEOUT` if the function of the app fails; errors of a framework
 * unchanged
 */
export async function resolveAccount(
  source: AnyAccount | AccountOfRequest<AnyAccount> | undefined,
  request: Request,
  requested: RequestedEmbed,
  timeout: number,
): Promise<Picked<AnyAccount> | undefined> {
  if (typeof source !== 'function') return source && pickAccount(source)
  const { provider } = requested
  const account = await callAccountFunction(`${provider}()`, provider, timeout, () => source(request, requested))
  return account ? pickAccount(account) : undefined
}

/** Returns only the documented options of an account from the app's object. */
function pickAccount({
  apiToken,
  username,
  password,
  authProvider,
  secretKey,
  origin,
  timeout,
  fetch,
}: AnyAccount): Picked<AnyAccount> {
  return { apiToken, username, password, authProvider, secretKey, origin, timeout, fetch }
}
