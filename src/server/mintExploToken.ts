import { parseDuration } from '../core/duration.ts'
import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { parseOrigin } from '../core/providerUrl.ts'
import { assertServer } from './assertServer.ts'
import { parsePageOrigin } from './parsePageOrigin.ts'
import { createMintedToken, type MintedToken } from './mintedToken.ts'
import { assertNonEmptyString } from './assertNonEmptyString.ts'
import { requestFromProvider, type MintRequestOptions } from './providerRequest.ts'
import { resolveSecret } from './resolveSecret.ts'

const EXPLO_API = 'https://api.explo.co'
/** Without its last slash, Explo refuses the request as "Method not allowed" (docs.explo.co, API overview). */
const GENERATE_JWT_PATH = '/api/generate_jwt/'
/** Explo's default for `expiration` (docs.explo.co, generate JWT). */
const DEFAULT_EXPIRATION = 'PT24H'
/** A hundred years, in ms: a duration beyond the range of `Date` is a mistake. */
const MAX_LIFETIME = 100 * 365 * 24 * 60 * 60_000

/**
 * What a viewer may do in a report builder: filter, sort, create and edit, new views in a built-in report, save as a
 * report of the customer's; `*` is everything.
 */
export type ExploFeature = 'flt' | 'srt' | 'core' | 'crt-view' | 'fork' | '*'

/** The rights and limits of an Explo token. Explo's own defaults hold for what is left out. */
export interface ExploPermissions {
  /** Your id of the customer whose data are shown: Explo's `provided_id`. */
  customerId: string
  /** How long the token lives: an ISO 8601 duration of weeks, days, hours, minutes, seconds. 24 hours by default. */
  expiration?: string | undefined
  /** The embed secret to encrypt with. */
  keyId?: string | undefined
  /** A single chart of the dashboard. */
  chartId?: string | undefined
  /** What the viewer may do in a report builder. Left out, they may do everything: that is Explo's own default. */
  allowedFeatures?: readonly ExploFeature[] | undefined
  /** Whether the viewer is kept from editing the dashboard's editable section. */
  disableEditableSectionEditing?: boolean | undefined
  /** The only origin that may embed the page, such as https://app.example.com. */
  embedOrigin?: string | undefined
}

/** What an Explo token is minted with. */
export interface MintExploTokenOptions extends ExploPermissions, MintRequestOptions {
  /** Explo's team token, or a function that returns the current one. It opens your customers' data. If it is missing, the error says so. */
  apiToken: string | undefined | (() => string | undefined | Promise<string | undefined>)
  /** The id of the dashboard or report builder. */
  embedId: string
  /** Another origin than https://api.explo.co, for tests. */
  origin?: string | undefined
}

/**
 * Mints a token for one Explo dashboard or report builder and one customer: `POST /api/generate_jwt/`.
 *
 * @throws EmbedError `INVALID_OPTIONS`; `UNAUTHORIZED`, `REQUEST_REJECTED`, `RATE_LIMITED` or `FETCH_FAILED` with Explo's status;
 * `FETCH_TIMEOUT`; `INVALID_TOKEN_RESPONSE`; `SERVER_ONLY` in a browser
 * @example
 * const { token, expiresIn } = await mintExploToken({
 *   apiToken: process.env.EXPLO_API_TOKEN,
 *   embedId: 'sales-2026',
 *   customerId: 'customer-7',
 *   expiration: 'PT1H',
 * })
 */
export async function mintExploToken(options: MintExploTokenOptions): Promise<MintedToken> {
  assertServer('mintExploToken')
  const { origin = EXPLO_API, expiration, ...request } = options
  const secret = await resolveSecret('explo', 'apiToken', options.apiToken, options.timeout)
  const lifetime = parseExpiration(expiration)
  const headers = { 'explo-authorization': `Token ${secret}`, 'content-type': 'application/json' }
  const url = new URL(GENERATE_JWT_PATH, parseOrigin(origin, 'origin', 'INVALID_OPTIONS'))
  const body = JSON.stringify(toRequestBody(options))
  const response = await requestFromProvider(
    { provider: 'explo', url, headers, body, secret, parseErrorReason },
    request,
  )
  return createMintedToken(getJwt(response.body), lifetime / 1_000, response.requestedAt)
}

/** Explo's status alone says too little. */
function getJwt(body: unknown): string {
  if (isRecord(body) && body.success === 1 && typeof body.jwt === 'string' && body.jwt !== '') return body.jwt
  throw new EmbedError('INVALID_TOKEN_RESPONSE', 'Explo answered without success, or without a token.', {
    provider: 'explo',
  })
}

function parseExpiration(expiration: string = DEFAULT_EXPIRATION): number {
  const ms = parseDuration(expiration)
  if (ms !== undefined && ms > 0 && ms <= MAX_LIFETIME) return ms
  throw new EmbedError(
    'INVALID_OPTIONS',
    `expiration must be an ISO 8601 duration such as PT1H, of at most 100 years and without months or years; it is "${expiration}".`,
    { provider: 'explo' },
  )
}

/** Under Explo's own names. What is undefined is left out by JSON. */
function toRequestBody(options: MintExploTokenOptions): object {
  const { embedOrigin } = options
  return {
    provided_id: assertNonEmptyString('explo', 'customerId', options.customerId),
    embed_id: assertNonEmptyString('explo', 'embedId', options.embedId),
    expiration: options.expiration,
    key_id: options.keyId,
    chart_id: options.chartId,
    rb_allowed_features: options.allowedFeatures,
    disable_editable_section_editing: options.disableEditableSectionEditing,
    // With a slash at its end (docs.explo.co, generating JWTs).
    embed_origin: embedOrigin === undefined ? undefined : `${parsePageOrigin(embedOrigin, 'embedOrigin')}/`,
  }
}

/** Explo documents no error bodies. Its framework's usual ones have a `detail`. */
function parseErrorReason(body: unknown): string | undefined {
  return isRecord(body) && typeof body.detail === 'string' && body.detail !== '' ? body.detail : undefined
}
