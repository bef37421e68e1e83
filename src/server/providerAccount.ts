import type { MintRequestOptions } from './providerRequest.ts'

/**
 * Settings for calling one provider's API. The request is shared by all waiting clients, so it is not aborted when one of
 * them disconnects.
 */
export interface ProviderAccount extends Omit<MintRequestOptions, 'signal'> {
  /** As read from the environment. If it is missing, each request is a 500 and `onError` is called with the reason. */
  apiToken: string | undefined
  /** Another origin of the provider's API, for tests. */
  origin?: string | undefined
}

/** Every field of `T`, so that a picking function which forgets a field does not compile. */
export type Picked<T> = { [K in keyof Required<T>]: T[K] }

/** Returns the options of an account and nothing else that the app's object may contain. */
export function pickAccount({ apiToken, origin, timeout, fetch }: ProviderAccount): Picked<ProviderAccount> {
  return { apiToken, origin, timeout, fetch }
}
