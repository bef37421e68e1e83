export { createEmulator, type Emulator, type EmulatorConfig } from './testing/createEmulator.ts'
export { createTokenServer, type TokenServer } from './testing/createTokenServer.ts'
export {
  DEFAULT_OPTIONS,
  type ExploOptions,
  type FeltOptions,
  type MetabaseOptions,
  type MintFault,
  type OptionsByProvider,
  type PageLoadFault,
  type EmulatedProvider,
  type ProviderOptions,
  type SupersetOptions,
} from './testing/emulatorOptions.ts'
export type { EmbedSecret } from './testing/exploToken.ts'
export type { EmulatedPage, PageOptions } from './testing/frames/emulateFrame.ts'
export { emulatePages, type PageEmulation } from './testing/frames/emulatePages.ts'
export type { FeltMethodStubs } from './testing/frames/feltPageScript.ts'
export type { EmulatorEvent, EmulatorSummary, PageRecord } from './testing/emulatorEvent.ts'
export { ALL_RESOURCES } from './testing/optionStore.ts'
export type { LoopbackServer } from './testing/startServer.ts'
export type { EventLog } from './testing/eventLog.ts'
export { EXPLO_VIEWER, FELT_VIEWER, METABASE_PARAMS, SUPERSET_VIEWER } from './testing/sampleViewers.ts'
