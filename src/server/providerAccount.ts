import { callAccountFunction } from './callAccountFunction.ts'
import type { RequestedEmbed } from './parseEmbedRequest.ts'
import type { MintRequestOptions } from './providerRequest.ts'

/**
 * Settings for calling one provider's API. The request is shared by all waiting clients, so it is not aborted when one of
 * them disconnects.
 */
export interface ProviderAccount extends Omit<MintRequestOptions, 'signal'> {
  /**
   * The API token, as read from the environment, or a function that returns the current one, such as from a vault. The
   * function is called for each request. If the token is missing, each request is a 500.
   */
  apiToken: string | undefined | (() => string | undefined | Promise<string | undefined>)
  /** Another origin of the provider's API, for tests. */
  origin?: string | undefined
}

/** Returns the account for a request, such as the workspace of a customer; `undefined` refuses with 403. */
export type AccountOfRequest = (
  request: Request,
  requested: RequestedEmbed,
) => ProviderAccount | undefined | Promise<ProviderAccount | undefined>

/** Every field of `T`, so that a picking function which forgets a field does not compile. */
export type Picked<T> = { [K in keyof Required<T>]: T[K] }

/**
 * Returns the account for a request; undefined if there is none.
 *
 * @param timeout in ms
 * @throws EmbedError `FETCH_FAILED` or `FETCH_TIMEOUT` if the function of the app fails; errors of a framework unchanged
 */
export async function resolveAccount(
  source: ProviderAccount | AccountOfRequest | undefined,
  request: Request,
  requested: RequestedEmbed,
  timeout: number,
): Promise<Picked<ProviderAccount> | undefined> {
  if (typeof source !== 'function') return source && pickAccount(source)
  const { provider } = requested
  const account = await callAccountFunction(`${provider}()`, provider, timeout, () => source(request, requested))
  return account ? pickAccount(account) : undefined
}

/** Returns the options of an account and nothing else that the app's object may contain. */
function pickAccount({ apiToken, origin, timeout, fetch }: ProviderAccount): Picked<ProviderAccount> {
  return { apiToken, origin, timeout, fetch }
}
