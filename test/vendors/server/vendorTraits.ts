import type { AddedVendor } from './addedOptions.ts'

/** Where the vendors' servers differ. */
export interface VendorTraits {
  name: AddedVendor
  /** Where the page is. It takes the token in the query parameter `token`. */
  path: `/${string}/:id`
  /** What the page is of, in the host's request for a token. */
  idName: string
  /**
   * What the vendor answers when a token was minted.
   *
   * @param expiresIn in seconds
   */
  answer(token: string, expiresIn: number): object
}

/** The vendors that `test/vendors` adds. */
export const ADDED_VENDORS: Readonly<Record<AddedVendor, VendorTraits>> = {
  chartly: {
    name: 'chartly',
    path: '/charts/:id',
    idName: 'chartId',
    answer: (token, expiresIn) => ({ access_token: token, token_type: 'embed', expires_in: expiresIn }),
  },
  pulse: {
    name: 'pulse',
    path: '/boards/:id',
    idName: 'boardId',
    answer: (token, expiresIn) => ({ token, expiresIn }),
  },
}

/** Whether a name is that of an added vendor. */
export function isAdded(name: unknown): name is AddedVendor {
  return name === 'chartly' || name === 'pulse'
}
