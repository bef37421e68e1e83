export { createEmulator, type Emulator, type EmulatorConfig } from './testing/createEmulator.ts'
export { createTokenServer, type TokenServer } from './testing/createTokenServer.ts'
export type {
  ExploOptions,
  FeltOptions,
  MetabaseOptions,
  MintFault,
  OptionsByProvider,
  PageLoadFault,
  EmulatedProvider,
  ProviderOptions,
  SupersetOptions,
} from './testing/emulatorOptions.ts'
export type { EmbedSecret } from './testing/exploToken.ts'
export type { EmulatedPage, PageOptions } from './testing/frames/emulateFrame.ts'
export { emulatePages, type PageEmulation } from './testing/frames/emulatePages.ts'
export type { FeltMethodStubs } from './testing/frames/feltPageScript.ts'
export type { EmulatorEvent, EmulatorSummary, PageRecord } from './testing/emulatorEvent.ts'
export type { LoopbackServer } from './testing/startServer.ts'
export type { EventLog } from './testing/eventLog.ts'
