import { randomBytes } from 'node:crypto'
import {
  DEFAULT_OPTIONS,
  EMULATED_PROVIDERS,
  type ExploOptions,
  type FeltOptions,
  type MetabaseOptions,
  type OptionsByProvider,
  type EmulatedProvider,
  type SupersetOptions,
} from './emulatorOptions.ts'
import type { EmbedSecret } from './exploToken.ts'
import { createOptionStore, ALL_RESOURCES } from './optionStore.ts'
import { SUPERSET_USERNAME } from './sampleViewers.ts'
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
  /** Options that every Superset dashboard starts with. */
  superset?: Partial<SupersetOptions> | undefined
  /** Options that every Metabase dashboard and question starts with. */
  metabase?: Partial<MetabaseOptions> | undefined
  /** The clock that tokens run by, in epoch ms. Default `Date.now`; a test can hand in its own, and age tokens at will. */
  now?: (() => number) | undefined
  /**
   * Where the vendors listen, on 127.0.0.1. Default: free ports. Choose them where another process has to know them,
   * such as the build of a host app.
   */
  ports?: { readonly [V in EmulatedProvider]?: number | undefined } | undefined
  /**
   * The secrets that the providers' APIs accept: API tokens, Superset's password, Metabase's secret key. Default: made
   * anew. Choose them where another process mints.
   */
  apiTokens?: { readonly [V in EmulatedProvider]?: string | undefined } | undefined
}

/** All providers, running. Their secrets are good for nothing else. */
export interface Emulator {
  felt: { origin: string; apiToken: string }
  explo: { origin: string; apiToken: string; secret: EmbedSecret }
  superset: { origin: string; username: string; password: string }
  metabase: { origin: string; secretKey: string }
  /** What happened to tokens so far. */
  events: EventLog
  /** What holds for a map id or embed id at this moment. */
  getOptions<V extends EmulatedProvider>(provider: V, resource: string): OptionsByProvider[V]
  /** Changes options while running, for one map id or embed id, or with `'*'` for all of a vendor. */
  setOptions<V extends EmulatedProvider>(provider: V, resource: string, options: Partial<OptionsByProvider[V]>): void
  /** Takes `setOptions` back: of one resource, of a provider, or of all. */
  resetOptions(provider?: EmulatedProvider, resource?: string): void
  /** Aborts when the emulator closes. */
  closing: AbortSignal
  /** Stops all providers and ends every request, also those that hang. */
  close(): Promise<void>
}

/**
 * Starts a stand-in for all providers on the loopback interface: their token APIs, and pages that behave like theirs.
 * For tests and playgrounds, in Node; it never speaks to a real vendor.
 *
 * @throws the system's error, such as `EADDRINUSE`, when a port cannot be listened on
 *
 * @example
 * const emulator = await createEmulator({ felt: { lifetime: 5_000 } })
 * emulator.setOptions('felt', 'map-1', { mintFault: 'rate-limited' })
 * await emulator.close()
 */
export async function createEmulator(config: EmulatorConfig = {}): Promise<Emulator> {
  const { pages, felt, explo, superset, metabase, now = Date.now, ports, apiTokens } = config
  const options = createOptionStore({
    felt: { ...DEFAULT_OPTIONS.felt, ...felt },
    explo: { ...DEFAULT_OPTIONS.explo, ...explo },
    superset: { ...DEFAULT_OPTIONS.superset, ...superset },
    metabase: { ...DEFAULT_OPTIONS.metabase, ...metabase },
  })
  const events = createEventLog(now)
  const closing = new AbortController()
  const secrets: ProviderSecrets = {
    felt: apiTokens?.felt ?? `felt_pat_${randomBytes(12).toString('hex')}`,
    explo: apiTokens?.explo ?? randomBytes(20).toString('hex'),
    superset: apiTokens?.superset ?? randomBytes(16).toString('hex'),
    metabase: apiTokens?.metabase ?? randomBytes(32).toString('hex'),
    embed: { id: 'emulated-secret', text: randomBytes(16).toString('hex') },
  }
  // Here and not above: who only wants a page in jsdom loads no servers.
  const { startProviders } = await import('./startProviders.ts')
  const servers = await startProviders({ options, events, now, pages, closing: closing.signal }, secrets, ports)

  return {
    felt: { origin: servers.felt.origin, apiToken: secrets.felt },
    explo: { origin: servers.explo.origin, apiToken: secrets.explo, secret: secrets.embed },
    superset: { origin: servers.superset.origin, username: SUPERSET_USERNAME, password: secrets.superset },
    metabase: { origin: servers.metabase.origin, secretKey: secrets.metabase },
    events,
    getOptions: options.get,
    setOptions: options.set,
    resetOptions(provider, resource = ALL_RESOURCES) {
      const providers = provider ? [provider] : EMULATED_PROVIDERS
      providers.forEach((each) => options.reset(each, resource))
    },
    closing: closing.signal,
    async close() {
      closing.abort()
      await Promise.all(Object.values(servers).map((server) => server.close()))
    },
  }
}
