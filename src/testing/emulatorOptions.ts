/** The vendors that are emulated. */
export type EmulatedProvider = 'felt' | 'explo' | 'superset' | 'metabase'

/**
 * What goes wrong when a token is asked for.
 *
 * - `refuse`: 403. `unauthorized`: 401, as with a revoked API key. `not-found`: 404. `invalid`: 422. `error`: 500
 * - `rate-limited`: 429 with `Retry-After`, see {@link ProviderOptions.retryAfter}
 * - `hang`: no answer until the fault is changed, the client goes or the emulator closes
 * - `same-token`: the token that was minted last, again, with its old expiry
 * - `expired-token`: a well-formed token that ran out a minute ago
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
 * What goes wrong when the page in the frame is asked for, whatever its token.
 *
 * - `refuse`: 403 with a page that says so. `error`: 500. `no-content`: 204, the frame stays as it was
 * - `x-frame-options`: the page, with a header that forbids a frame to show it
 * - `hang`: no answer until the fault is changed, the client goes or the emulator closes
 */
export type PageLoadFault = 'none' | 'refuse' | 'error' | 'x-frame-options' | 'no-content' | 'hang'

/** What both vendors have in common. A page takes its share when it is loaded, and keeps it. */
export interface ProviderOptions {
  /** What goes wrong when a token is asked for. Default `'none'`. */
  mintFault: MintFault
  /** Seconds in the `Retry-After` of a 429; null sends none, as neither vendor documents it. Default 2. */
  retryAfter: number | null
  /** How long minting takes, in ms. Default 0. */
  latency: number
  /** What goes wrong when the page is asked for. Default `'none'`. */
  pageLoadFault: PageLoadFault
  /** How long after its load a page begins to listen, in ms. Default 0: before `load`. */
  readyDelay: number
  /** The page works, but never says that it is ready: no handshake (Felt), no readiness event (Explo). Default false. */
  unresponsive: boolean
  /** The page puts the focus into a field of its own after its load, as real ones do. Default false. */
  stealsFocus: boolean
}

/** Options of one emulated Felt map. */
export interface FeltOptions extends ProviderOptions {
  /** How long a token lives, in ms, rounded up to the wire's whole second. Default 15 minutes, as documented. */
  lifetime: number
  /** Tokens with characters that a URL must escape: `+/=&#?%` and a space. Default false. */
  specialCharacterTokens: boolean
  /**
   * How long after the page has begun to listen its tiles arrive, in ms: until then the map is blank and reports no
   * `onMapIdle`. Default 0: they are there from the start.
   */
  tileDelay: number
  /** The page draws with WebGL and turns white when the browser takes its context away. Default false. */
  usesWebGl: boolean
}

/** Options of one emulated Explo dashboard or report builder. */
export interface ExploOptions extends ProviderOptions {
  /** How long a token lives, in ms, rounded up to the claim's whole second; null heeds the request. Default null. */
  lifetime: number | null
  /** When the page posts `customerJwtExpired`: Explo's own pages name both moments. Default `'before'`. */
  expiryEvent: 'before' | 'at' | 'never'
  /** How long before expiry `'before'` is, in ms; at most half of what the token has left. Default 2 s. */
  expiryLead: number
  /** The report builder posts dashboard events, though none is documented for it. Default false. */
  reportBuilderReady: boolean
  /** Height that the dashboard reports, in px; null reports the true one. Default null. */
  dashboardHeight: number | null
}

/** Options of one emulated Superset dashboard. */
export interface SupersetOptions extends ProviderOptions {
  /** How long a token lives, in ms, rounded up to the claim's whole second. Default 5 minutes, Superset's own. */
  lifetime: number
}

/**
 * Options of one emulated Metabase dashboard or question. Its tokens are signed by the host's server, so `latency` and
 * `retryAfter` have no effect, and of the mint faults there are only those that refuse: the token server obeys them.
 */
export interface MetabaseOptions extends ProviderOptions {
  /** How long the token server lets a token live, in ms. Default 10 minutes, as in Metabase's examples. */
  lifetime: number
}

/** The options of each vendor. */
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

/** What every resource starts with: both vendors as they are documented, with nothing going wrong. */
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
