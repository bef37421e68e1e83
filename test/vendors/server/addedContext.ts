import type { LedgerWriter } from '../../../src/testing/tokenLedger'
import type { AddedOptionStore } from './addedOptions'
import type { Grants } from './createGrants'
import type { VendorTraits } from './vendorTraits'

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
