import { parseDuration } from '../core/duration.ts'
import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { assertServer } from './assertServer.ts'
import { parsePageOrigin } from './parsePageOrigin.ts'
import { createMintedToken, type MintedToken } from './mintedToken.ts'
import { assertEmbedId } from './assertEmbedId.ts'
import { assertNonEmptyString } from './assertNonEmptyString.ts'
import { requestFromProvider, type MintRequestOptions } from './providerRequest.ts'
import { resolveSecret, type SecretSource } from './resolveSecret.ts'
import { parseProviderOrigin } from './parseProviderOrigin.ts'

const EXPLO_API = 'https://api.explo.co'
/** Without the trailing slash, Explo responds "Method not allowed" (docs.explo.co, API overview). */
const GENERATE_JWT_PATH = '/api/generate_jwt/'
/** Explo's default for `expiration` (docs.explo.co, generate JWT). */
const DEFAULT_EXPIRATION = 'PT24H'
/** A hundred years, in ms: a duration beyond the range of `Date` is a mistake. */
const MAX_LIFETIME = 100 * 365 * 24 * 60 * 60_000

/**
 * Permissions in a report builder: filter, sort, create and edit, new views in a built-in report, save as a
 * report of the customer; `*` for all.
 */
export type ExploFeature = 'flt' | 'srt' | 'core' | 'crt-view' | 'fork' | '*'

/** Permissions and limits of an Explo token. Explo's defaults apply to omitted fields. */
export interface ExploPermissions {
  /** Your ID of the customer whose data are displayed: Explo's `provided_id`. */
  customerId: string
  /** Lifetime of the token: an ISO 8601 duration of weeks, days, hours, minutes, seconds. Default: 24 hours. */
  expiration?: string | undefined
  /** ID of the embed secret for encryption. */
  keyId?: string | undefined
  /** ID of a single chart of the dashboard. */
  chartId?: string | undefined
  /** Permissions in a report builder. Default: all, as in Explo. */
  allowedFeatures?: readonly ExploFeature[] | undefined
  /** Whether to prevent editing in the dashboard's editable section. */
  disableEditableSectionEditing?: boolean | undefined
  /** The only origin with permission to embed the page, such as `https://app.example.com`. */
  embedOrigin?: string | undefined
}

/** Options of {@link mintExploToken}. */
export interface MintExploTokenOptions extends ExploPermissions, MintRequestOptions {
  /**
   * Explo's team token, or a function for the current token. Grants access to your customers' data. A missing token is
   * reported as an error.
   */
  apiToken: SecretSource
  /** ID of the dashboard or report builder. */
  embedId: string
  /** Origin of Explo's API, for tests. Default: `https://api.explo.co`. */
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
  const { origin = EXPLO_API, expiration } = options
  const secret = await resolveSecret('explo', 'apiToken', options.apiToken, options.timeout)
  const lifetime = parseExpiration(expiration)
  const headers = { 'explo-authorization': `Token ${secret}`, 'content-type': 'application/json' }
  const url = new URL(GENERATE_JWT_PATH, parseProviderOrigin(origin))
  const body = JSON.stringify(toRequestBody(options))
  const response = await requestFromProvider(
    { provider: 'explo', url, headers, body, secret, parseErrorReason },
    options,
  )
  return createMintedToken(getJwt(response.body), lifetime / 1_000, response.requestedAt)
}

/** Returns the token. Explo's HTTP status alone is insufficient. */
function getJwt(body: unknown): string {
  if (isRecord(body) && body.success === 1 && typeof body.jwt === 'string' && body.jwt !== '') return body.jwt
  throw new EmbedError(
    'INVALID_TOKEN_RESPONSE',
    'Explo did not return a token (success was not 1, or jwt was missing).',
    {
      provider: 'explo',
    },
  )
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

/** Returns the request body with Explo's names. JSON omits undefined values. */
function toRequestBody(options: MintExploTokenOptions): object {
  const { embedOrigin } = options
  return {
    provided_id: assertNonEmptyString('explo', 'customerId', options.customerId),
    embed_id: assertEmbedId('explo', 'embedId', options.embedId),
    expiration: options.expiration,
    key_id: options.keyId,
    chart_id: options.chartId,
    rb_allowed_features: options.allowedFeatures,
    disable_editable_section_editing: options.disableEditableSectionEditing,
    // With a trailing slash (docs.explo.co, generating JWTs).
    embed_origin: embedOrigin === undefined ? undefined : `${parsePageOrigin(embedOrigin, 'embedOrigin')}/`,
  }
}

/** Returns the reason. Explo documents no error bodies; its framework's defaults have a `detail`. */
function parseErrorReason(body: unknown): string | undefined {
  return isRecord(body) && typeof body.detail === 'string' && body.detail !== '' ? body.detail : undefined
}
