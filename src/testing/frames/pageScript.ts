import type { Vendor } from '../emulatorOptions.ts'
import type { PagePort } from './pageChannel.ts'

/** What runs in an emulated page. Another one with each load. */
export interface PageScript {
  readonly vendor: Vendor
  /** The token that it holds; another than that of its address where the vendor takes one by message. */
  token(): string
  /** The host posted something. */
  hear(message: unknown, ports: readonly PagePort[]): void
  /** Says that it is ready, if the vendor's pages do. */
  begin(): void
  /** See `EmulatedPage`. */
  send(event: string, detail: unknown): void
}

/** What a page's script has to go by. */
export interface PageSetting {
  url: URL
  /** It never says that it is ready. */
  isSilent: boolean
  /** Posts to the host. */
  post(message: unknown): void
}
