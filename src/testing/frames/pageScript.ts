import type { EmulatedProvider } from '../emulatorOptions.ts'
import type { FakeMessagePort } from './fakeMessageChannel.ts'

/** Script of an emulated page, created for each load. */
export interface PageScript {
  readonly provider: EmulatedProvider
  /** Returns the current token; may differ from the URL's token if the provider accepts tokens by message. */
  token(): string
  /** Handles a message from the host page. */
  receive(message: unknown, ports: readonly FakeMessagePort[]): void
  /** Reports ready, if the provider's pages do. */
  start(): void
  /** See `EmulatedPage`. */
  send(event: string, detail: unknown): void
}

/** Context of a page's script. */
export interface PageScriptContext {
  url: URL
  /** Whether the page never reports ready. */
  isUnresponsive: boolean
  /** Posts to the host page. */
  post(message: unknown): void
}
