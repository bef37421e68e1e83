export { createEmulator, type Emulator, type EmulatorConfig } from './testing/createEmulator'
export { createTokenServer, EXPLO_VIEWER, FELT_VIEWER } from './testing/createTokenServer'
export {
  DEFAULT_OPTIONS,
  type ExploOptions,
  type FeltOptions,
  type MintFault,
  type OptionsOf,
  type PageFault,
  type Vendor,
  type VendorOptions,
} from './testing/emulatorOptions'
export type { EmbedSecret } from './testing/exploToken'
export type { LedgerEntry, LedgerSummary, PageRecord } from './testing/ledgerEntry'
export { EVERY_RESOURCE } from './testing/optionStore'
export type { TokenLedger } from './testing/tokenLedger'
