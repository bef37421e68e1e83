import { randomBytes } from 'node:crypto'
import { DEFAULT_OPTIONS, type ExploOptions, type FeltOptions, type OptionsOf, type Vendor } from './emulatorOptions.ts'
import type { EmbedSecret } from './exploToken.ts'
import { createOptionStore, EVERY_RESOURCE } from './optionStore.ts'
import type { VendorSecrets } from './startVendors.ts'
import { createTokenLedger, type TokenLedger } from './tokenLedger.ts'

/** What an emulator is made of. */
export interface EmulatorConfig {
  /** Directory of the vendors' built pages. Default: those that come with the package. */
  pages?: string | undefined
  /** Options that every map starts with. */
  felt?: Partial<FeltOptions> | undefined
  /** Options that every dashboard and report builder starts with. */
  explo?: Partial<ExploOptions> | undefined
  /** The clock that tokens run by, in epoch ms. Default `Date.now`; a test can hand in its own, and age tokens at will. */
  now?: (() => number) | undefined
  /**
   * Where the vendors listen, on 127.0.0.1. Default: free ports. Choose them where another process has to know them,
   * such as the build of a host app.
   */
  ports?: { readonly [V in Vendor]?: number | undefined } | undefined
  /** What the vendors' APIs take for a token. Default: made anew. Choose them where another process mints. */
  apiTokens?: { readonly [V in Vendor]?: string | undefined } | undefined
}

/** Both vendors, running. Their API tokens are good for nothing else. */
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
 * For tests and playgrounds, in Node; it never speaks to a real vendor.
 *
 * @throws the system's error, such as `EADDRINUSE`, when a port cannot be listened on
 *
 * @example
 * const emulator = await createEmulator({ felt: { lifetime: 5_000 } })
 * emulator.setOptions('felt', 'map-1', { fault: 'rate-limited' })
 * await emulator.close()
 */
export async function createEmulator(config: EmulatorConfig = {}): Promise<Emulator> {
  const { pages, felt, explo, now = Date.now, ports, apiTokens } = config
  const options = createOptionStore({
    felt: { ...DEFAULT_OPTIONS.felt, ...felt },
    explo: { ...DEFAULT_OPTIONS.explo, ...explo },
  })
  const ledger = createTokenLedger(now)
  const closing = new AbortController()
  const secrets: VendorSecrets = {
    felt: apiTokens?.felt ?? `felt_pat_${randomBytes(12).toString('hex')}`,
    explo: apiTokens?.explo ?? randomBytes(20).toString('hex'),
    embed: { id: 'emulated-secret', text: randomBytes(16).toString('hex') },
  }
  // Here and not above: who only wants a page in jsdom loads no servers.
  const { startVendors } = await import('./startVendors.ts')
  const servers = await startVendors({ options, ledger, now, pages, closing: closing.signal }, secrets, ports)

  return {
    felt: { origin: servers.felt.origin, apiToken: secrets.felt },
    explo: { origin: servers.explo.origin, apiToken: secrets.explo, secret: secrets.embed },
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
      await Promise.all([servers.felt.close(), servers.explo.close()])
    },
  }
}
