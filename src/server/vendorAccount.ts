import type { RequestOptions } from './vendorRequest.ts'

/** How a vendor is asked. Its time-out is its own, whoever of those who wait goes away. */
export interface VendorAccount extends Omit<RequestOptions, 'signal'> {
  /** As it comes from the environment: where it is missing, each request is a 500, and `onError` hears why. */
  apiToken: string | undefined
  /** Another origin of the vendor's API, for tests. */
  origin?: string | undefined
}

/** Every field of `T`, so that a picking function which forgets a field does not compile. */
export type Picked<T> = { [K in keyof Required<T>]: T[K] }

/** Returns the options of an account and nothing else that the app's object may contain. */
export function pickAccount({ apiToken, origin, timeout, fetch }: VendorAccount): Picked<VendorAccount> {
  return { apiToken, origin, timeout, fetch }
}
