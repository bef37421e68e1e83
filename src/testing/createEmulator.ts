import { randomBytes } from 'node:crypto'
import { DEFAULT_OPTIONS, type ExploOptions, type FeltOptions, type OptionsOf, type Vendor } from './emulatorOptions.ts'
import type { EmbedSecret } from './exploToken.ts'
import { exploVendor } from './exploVendor.ts'
import { feltVendor } from './feltVendor.ts'
import { createOptionStore, EVERY_RESOURCE } from './optionStore.ts'
import { startServer } from './startServer.ts'
import { createTokenLedger, type TokenLedger } from './tokenLedger.ts'
import type { VendorContext } from './vendorContext.ts'

/** What an emulator is made of. */
export interface EmulatorConfig {
  /** Directory of the built pages. */
  pages: string
  /** Options that every map starts with. */
  felt?: Partial<FeltOptions>
  /** Options that every dashboard and report builder starts with. */
  explo?: Partial<ExploOptions>
  /** The clock that tokens run by, in epoch ms. Default `Date.now`; a test can hand in its own, and age tokens at will. */
  now?: () => number
}

/** Both vendors, running. The API tokens are made anew for each emulator and are good for nothing else. */
export interface Emulator {
  felt: { origin: string; apiToken: string }
  explo: { origin: string; apiToken: string; secret: EmbedSecret }
  /** What happened to tokens so far. */
  ledger: TokenLedger
  /** What holds for a map id or embed id at this moment. */
  getOptions<V extends Vendor>(vendor: V, resource: string): OptionsOf[V]
  /** Changes options while running, for one map id or embed id, or with `'*'` for all of a vendor. */
  setOptions<V extends Vendor>(vendor: V, resource: string, options: Partial<OptionsOf[V]>): void
  /** Takes `setOptions` back: of one resource, of a vendor, or of both. */
  resetOptions(vendor?: Vendor, resource?: string): void
  /** Aborts when the emulator closes. */
  closing: AbortSignal
  /** Stops both vendors and ends every request, also those that hang. */
  close(): Promise<void>
}

/**
 * Starts a stand-in for both vendors on the loopback interface: their token APIs, and pages that behave like theirs.
 * For tests and playgrounds; it never speaks to a real vendor.
 *
 * @example
 * const emulator = await createEmulator({ pages: 'dist/testing/pages', felt: { lifetime: 5_000 } })
 * emulator.setOptions('felt', 'map-1', { fault: 'rate-limited' })
 * await emulator.close()
 */
export async function createEmulator({ pages, felt, explo, now = Date.now }: EmulatorConfig): Promise<Emulator> {
  const options = createOptionStore({
    felt: { ...DEFAULT_OPTIONS.felt, ...felt },
    explo: { ...DEFAULT_OPTIONS.explo, ...explo },
  })
  const ledger = createTokenLedger(now)
  const closing = new AbortController()
  const context: VendorContext = { options, ledger, now, pages, closing: closing.signal }
  const feltToken = `felt_pat_${randomBytes(12).toString('hex')}`
  const exploToken = randomBytes(20).toString('hex')
  const secret: EmbedSecret = { id: 'emulated-secret', text: randomBytes(16).toString('hex') }
  const servers = await Promise.all([
    startServer(feltVendor(context, feltToken)),
    startServer(exploVendor(context, exploToken, secret)),
  ])

  return {
    felt: { origin: servers[0].origin, apiToken: feltToken },
    explo: { origin: servers[1].origin, apiToken: exploToken, secret },
    ledger,
    getOptions: options.get,
    setOptions: options.set,
    resetOptions(vendor, resource = EVERY_RESOURCE) {
      const vendors: Vendor[] = vendor ? [vendor] : ['felt', 'explo']
      vendors.forEach((each) => options.reset(each, resource))
    },
    closing: closing.signal,
    async close() {
      closing.abort()
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}
