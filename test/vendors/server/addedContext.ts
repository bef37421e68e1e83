import type { LedgerWriter } from '../../../src/testing/tokenLedger.ts'
import type { AddedOptionStore } from './addedOptions.ts'
import type { Grants } from './createGrants.ts'
import type { VendorTraits } from './vendorTraits.ts'

/** What the server of one added vendor is built on. */
export interface AddedContext {
  traits: VendorTraits
  /** The tokens that it handed out. */
  grants: Grants
  options: AddedOptionStore
  ledger: LedgerWriter
  /** Directory of the built pages. */
  pages: string
}
