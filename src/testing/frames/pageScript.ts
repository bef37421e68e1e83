import type { EmulatedProvider } from '../emulatorOptions.ts'
import type { FakeMessagePort } from './fakeMessageChannel.ts'

/** What runs in an emulated page. Another one with each load. */
export interface PageScript {
  readonly provider: EmulatedProvider
  /** The token that it holds; another than that of its address where the vendor takes one by message. */
  token(): string
  /** The host posted something. */
  receive(message: unknown, ports: readonly FakeMessagePort[]): void
  /** Says that it is ready, if the vendor's pages do. */
  start(): void
  /** See `EmulatedPage`. */
  send(event: string, detail: unknown): void
}

/** What a page's script has to go by. */
export interface PageScriptContext {
  url: URL
  /** It never says that it is ready. */
  isUnresponsive: boolean
  /** Posts to the host. */
  post(message: unknown): void
}
