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
import { withoutUndefined } from './withoutUndefined.ts'

/** Options of {@link createEmulator}. */
export interface EmulatorConfig {
  /** Directory of the providers' built pages. Default: the pages in the package. */
  pages?: string | undefined
  /** Initial options of every map. */
  felt?: Partial<FeltOptions> | undefined
  /** Initial options of every dashboard and report builder. */
  explo?: Partial<ExploOptions> | undefined
  /** Initial options of every Superset dashboard. */
  superset?: Partial<SupersetOptions> | undefined
  /** Initial options of every Metabase dashboard and question. */
  metabase?: Partial<MetabaseOptions> | undefined
  /**
   * Clock for tokens, in epoch ms. Default: `Date.now`. A test can pass its own clock to age tokens, except Metabase's:
   * these are signed by your server, with the server's clock.
   */
  now?: (() => number) | undefined
  /**
   * Ports of the providers on 127.0.0.1. Default: free ports. Set these if another process needs to know them,
   * such as the build of a host app.
   */
  ports?: { readonly [V in EmulatedProvider]?: number | undefined } | undefined
  /**
   * Secrets accepted by the providers: API tokens, Superset's password, Metabase's secret key. Default: random. Set
   * these if another process mints tokens.
   */
  apiTokens?: { readonly [V in EmulatedProvider]?: string | undefined } | undefined
  /** Receives a line for each server that starts, such as `console.log`. Default: nothing is printed. */
  log?: ((line: string) => void) | undefined
}

/** All emulated providers, running. Their secrets are valid only here. */
export interface Emulator {
  /** The origin of the emulated Felt, and its API token. */
  felt: { origin: string; apiToken: string }
  /** Origin of the emulated Explo, its API token, and the secret of its tokens. */
  explo: { origin: string; apiToken: string; secret: EmbedSecret }
  /** The origin of the emulated Superset, and the account that mints its tokens. */
  superset: { origin: string; username: string; password: string }
  /** The origin of the emulated Metabase, and the secret key of its tokens. */
  metabase: { origin: string; secretKey: string }
  /** Log of all token events so far. */
  events: EventLog
  /** Returns the current options of a map ID or embed ID. */
  getOptions<V extends EmulatedProvider>(provider: V, resource: string): OptionsByProvider[V]
  /** Changes options at run time. `'*'` selects all resources of a provider. */
  setOptions<V extends EmulatedProvider>(provider: V, resource: string, options: Partial<OptionsByProvider[V]>): void
  /** Resets options: of one resource, of a provider, or of all providers. */
  resetOptions(provider?: EmulatedProvider, resource?: string): void
  /** The function of the configuration, for servers that start later; it does nothing by default. */
  log(line: string): void
  /** Aborts when the emulator closes. */
  closing: AbortSignal
  /** Stops all providers and ends every request, including hanging requests. */
  close(): Promise<void>
}

/**
 * Starts an emulator of all providers on the loopback interface: their token APIs, and pages with their behavior.
 * For tests and playgrounds, in Node; never contacts a real provider.
 *
 * @throws an error with the system's code, such as `EADDRINUSE`, when a port cannot be listened on
 *
 * @example
 * const emulator = await createEmulator({ felt: { lifetime: 5_000 } })
 * emulator.setOptions('felt', 'map-1', { mintFault: 'rate-limited' })
 * await emulator.close()
 */
export async function createEmulator(config: EmulatorConfig = {}): Promise<Emulator> {
  const { pages, felt, explo, superset, metabase, now = Date.now, ports, apiTokens, log = () => {} } = config
  const options = createOptionStore({
    felt: { ...DEFAULT_OPTIONS.felt, ...withoutUndefined(felt) },
    explo: { ...DEFAULT_OPTIONS.explo, ...withoutUndefined(explo) },
    superset: { ...DEFAULT_OPTIONS.superset, ...withoutUndefined(superset) },
    metabase: { ...DEFAULT_OPTIONS.metabase, ...withoutUndefined(metabase) },
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
  // Imported here, so that tests with only a page in jsdom load no servers.
  const { startProviders } = await import('./startProviders.ts')
  const servers = await startProviders({ options, events, now, pages, closing: closing.signal }, secrets, ports)
  log(`Felt is emulated at ${servers.felt.origin}`)
  log(`Explo is emulated at ${servers.explo.origin}`)
  log(`Superset is emulated at ${servers.superset.origin}`)
  log(`Metabase is emulated at ${servers.metabase.origin}`)

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
    log,
    closing: closing.signal,
    async close() {
      closing.abort()
      await Promise.all(Object.values(servers).map((server) => server.close()))
    },
  }
}
