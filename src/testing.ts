export { createEmulator, type Emulator, type EmulatorConfig } from './testing/createEmulator.ts'
export { createTokenServer, type TokenServer } from './testing/createTokenServer.ts'
export {
  DEFAULT_OPTIONS,
  type ExploOptions,
  type FeltOptions,
  type MintFault,
  type OptionsOf,
  type PageFault,
  type Vendor,
  type VendorOptions,
} from './testing/emulatorOptions.ts'
export type { EmbedSecret } from './testing/exploToken.ts'
export type { EmulatedPage, PageOptions } from './testing/frames/emulateFrame.ts'
export { emulatePages, type PageEmulation } from './testing/frames/emulatePages.ts'
export type { FeltAnswers } from './testing/frames/feltScript.ts'
export type { LedgerEntry, LedgerSummary, PageRecord } from './testing/ledgerEntry.ts'
export { EVERY_RESOURCE } from './testing/optionStore.ts'
export type { LoopbackServer } from './testing/startServer.ts'
export type { TokenLedger } from './testing/tokenLedger.ts'
export { EXPLO_VIEWER, FELT_VIEWER } from './testing/viewers.ts'
