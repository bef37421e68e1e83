import { randomBytes } from 'node:crypto'
import {
  DEFAULT_OPTIONS,
  type ExploOptions,
  type FeltOptions,
  type OptionsByProvider,
  type EmulatedProvider,
} from './emulatorOptions.ts'
import type { EmbedSecret } from './exploToken.ts'
import { createOptionStore, ALL_RESOURCES } from './optionStore.ts'
import type { ProviderSecrets } from './startProviders.ts'
import { createEventLog, type EventLog } from './eventLog.ts'

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
  ports?: { readonly [V in EmulatedProvider]?: number | undefined } | undefined
  /** What the vendors' APIs take for a token. Default: made anew. Choose them where another process mints. */
  apiTokens?: { readonly [V in EmulatedProvider]?: string | undefined } | undefined
  /** Receives a line for each server that starts, such as `console.log`. Default: nothing is printed. */
  log?: ((line: string) => void) | undefined
}

/** Both vendors, running. Their API tokens are good for nothing else. */
export interface Emulator {
  felt: { origin: string; apiToken: string }
  explo: { origin: string; apiToken: string; secret: EmbedSecret }
  /** What happened to tokens so far. */
  events: EventLog
  /** What holds for a map id or embed id at this moment. */
  getOptions<V extends EmulatedProvider>(provider: V, resource: string): OptionsByProvider[V]
  /** Changes options while running, for one map id or embed id, or with `'*'` for all of a vendor. */
  setOptions<V extends EmulatedProvider>(provider: V, resource: string, options: Partial<OptionsByProvider[V]>): void
  /** Takes `setOptions` back: of one resource, of a vendor, or of both. */
  resetOptions(provider?: EmulatedProvider, resource?: string): void
  /** The function of the configuration, for servers that start later; it does nothing by default. */
  log(line: string): void
  /** Aborts when the emulator closes. */
  closing: AbortSignal
  /** Stops both vendors and ends every request, also those that hang. */
  close(): Promise<void>
}

/**
 * Starts a stand-in for both vendors on the loopback interface: their token APIs, and pages that behave like theirs.
 * For tests and playgrounds, in Node; it never speaks to a real vendor.
 *
 * @throws an error with the system's code, such as `EADDRINUSE`, when a port cannot be listened on
 *
 * @example
 * const emulator = await createEmulator({ felt: { lifetime: 5_000 } })
 * emulator.setOptions('felt', 'map-1', { mintFault: 'rate-limited' })
 * await emulator.close()
 */
export async function createEmulator(config: EmulatorConfig = {}): Promise<Emulator> {
  const { pages, felt, explo, now = Date.now, ports, apiTokens, log = () => {} } = config
  const options = createOptionStore({
    felt: { ...DEFAULT_OPTIONS.felt, ...felt },
    explo: { ...DEFAULT_OPTIONS.explo, ...explo },
  })
  const events = createEventLog(now)
  const closing = new AbortController()
  const secrets: ProviderSecrets = {
    felt: apiTokens?.felt ?? `felt_pat_${randomBytes(12).toString('hex')}`,
    explo: apiTokens?.explo ?? randomBytes(20).toString('hex'),
    embed: { id: 'emulated-secret', text: randomBytes(16).toString('hex') },
  }
  // Here and not above: who only wants a page in jsdom loads no servers.
  const { startProviders } = await import('./startProviders.ts')
  const servers = await startProviders({ options, events, now, pages, closing: closing.signal }, secrets, ports)
  log(`Felt is emulated at ${servers.felt.origin}`)
  log(`Explo is emulated at ${servers.explo.origin}`)

  return {
    felt: { origin: servers.felt.origin, apiToken: secrets.felt },
    explo: { origin: servers.explo.origin, apiToken: secrets.explo, secret: secrets.embed },
    events,
    getOptions: options.get,
    setOptions: options.set,
    resetOptions(provider, resource = ALL_RESOURCES) {
      const providers: EmulatedProvider[] = provider ? [provider] : ['felt', 'explo']
      providers.forEach((each) => options.reset(each, resource))
    },
    log,
    closing: closing.signal,
    async close() {
      closing.abort()
      await Promise.all([servers.felt.close(), servers.explo.close()])
    },
  }
}
