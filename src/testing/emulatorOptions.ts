/** Names of the emulated providers. */
export type EmulatedProvider = 'felt' | 'explo' | 'superset' | 'metabase'

/**
 * Fault of token requests.
 *
 * - `refuse`: 403. `unauthorized`: 401, as with a revoked API key. `not-found`: 404. `invalid`: 422. `error`: 500
 * - `rate-limited`: 429 with `Retry-After`, see {@link ProviderOptions.retryAfter}
 * - `hang`: no response until the fault is changed, the client disconnects or the emulator closes
 * - `same-token`: the last minted token again, with its old expiry
 * - `expired-token`: a well-formed token with an expiry a minute ago
 */
export type MintFault =
  | 'none'
  | 'refuse'
  | 'unauthorized'
  | 'not-found'
  | 'invalid'
  | 'rate-limited'
  | 'error'
  | 'hang'
  | 'same-token'
  | 'expired-token'

/**
 * Fault of page requests, regardless of the token.
 *
 * - `refuse`: 403 with an error page. `error`: 500. `no-content`: 204, the iframe stays unchanged
 * - `x-frame-options`: the page, with a header against embedding
 * - `hang`: no response until the fault is changed, the client disconnects or the emulator closes
 */
export type PageLoadFault = 'none' | 'refuse' | 'error' | 'x-frame-options' | 'no-content' | 'hang'

/** Common options of all providers. A page keeps the page-related options from its load. */
export interface ProviderOptions {
  /** Fault of token requests. Default: `'none'`. */
  mintFault: MintFault
  /** Seconds in the `Retry-After` of a 429; null sends no header, as none is documented. Default: 2. */
  retryAfter: number | null
  /** Duration of minting, in ms. Default: 0. */
  latency: number
  /** Fault of page requests. Default: `'none'`. */
  pageLoadFault: PageLoadFault
  /** Delay between a page's load and its first message listener, in ms. Default: 0, before `load`. */
  readyDelay: number
  /** Whether the page never reports that it is ready: no handshake (Felt, Superset), no message (Explo, Metabase). Default: false. */
  unresponsive: boolean
  /** Whether the page focuses a field of its own after its load, like real pages. Default: false. */
  stealsFocus: boolean
}

/** Options of one emulated Felt map. */
export interface FeltOptions extends ProviderOptions {
  /** Token lifetime in ms, rounded up to a whole second. Default: 15 minutes, as documented. */
  lifetime: number
  /** Whether tokens contain characters for URL escaping: `+/=&#?%` and a space. Default: false. */
  specialCharacterTokens: boolean
  /**
   * Delay between the page's first listener and its tiles, in ms: until then the map is blank and reports no
   * `onMapIdle`. Default: 0, tiles from the start.
   */
  tileDelay: number
  /** Whether the page renders with WebGL, and turns white if the browser discards its context. Default: false. */
  usesWebGl: boolean
}

/** Options of one emulated Explo dashboard or report builder. */
export interface ExploOptions extends ProviderOptions {
  /** Token lifetime in ms, rounded up to a whole second; null uses the requested lifetime. Default: null. */
  lifetime: number | null
  /** Time of the page's `customerJwtExpired` message: Explo's own pages mention both. Default: `'before'`. */
  expiryEvent: 'before' | 'at' | 'never'
  /** Time before expiry for `'before'`, in ms; at most half of the remaining lifetime. Default: 2 s. */
  expiryLead: number
  /** Whether the report builder posts dashboard events, which are undocumented there. Default: false. */
  reportBuilderReady: boolean
  /** Height reported by the dashboard, in px; null reports the true height. Default: null. */
  dashboardHeight: number | null
}

/** Options of one emulated Superset dashboard. */
export interface SupersetOptions extends ProviderOptions {
  /** Token lifetime in ms, rounded up to a whole second. Default 5 minutes, as in Superset. */
  lifetime: number
}

/**
 * Options of one emulated Metabase dashboard or question. The host app's server signs the tokens, so `latency` and
 * `retryAfter` have no effect, and only mint faults with an error response have an effect, in the token server.
 */
export interface MetabaseOptions extends ProviderOptions {
  /** Lifetime in ms of the token server's tokens, at least 1,000. Default 10 minutes, as in Metabase's examples. */
  lifetime: number
}

/** Options per provider. */
export interface OptionsByProvider {
  felt: FeltOptions
  explo: ExploOptions
  superset: SupersetOptions
  metabase: MetabaseOptions
}

const PROVIDER_DEFAULTS: ProviderOptions = {
  mintFault: 'none',
  retryAfter: 2,
  latency: 0,
  pageLoadFault: 'none',
  readyDelay: 0,
  unresponsive: false,
  stealsFocus: false,
}

/** Initial options of every resource: all providers as documented, without faults. */
export const DEFAULT_OPTIONS: Readonly<OptionsByProvider> = {
  felt: { ...PROVIDER_DEFAULTS, lifetime: 15 * 60_000, specialCharacterTokens: false, tileDelay: 0, usesWebGl: false },
  explo: {
    ...PROVIDER_DEFAULTS,
    lifetime: null,
    expiryEvent: 'before',
    expiryLead: 2_000,
    reportBuilderReady: false,
    dashboardHeight: null,
  },
  superset: { ...PROVIDER_DEFAULTS, lifetime: 5 * 60_000 },
  metabase: { ...PROVIDER_DEFAULTS, lifetime: 10 * 60_000 },
}

/** The names of all emulated providers. */
export const EMULATED_PROVIDERS: readonly EmulatedProvider[] = ['felt', 'explo', 'superset', 'metabase']
