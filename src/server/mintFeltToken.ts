import { EmbedError } from '../core/errors.ts'
import { parseTimestamp } from '../core/timestamp.ts'
import { toFeltMapId } from '../core/toFeltMapId.ts'
import { isRecord } from '../core/isRecord.ts'
import { assertServer } from './assertServer.ts'
import { createMintedToken, type MintedToken } from './mintedToken.ts'
import { assertEmbedId } from './assertEmbedId.ts'
import { assertNonEmptyString } from './assertNonEmptyString.ts'
import { requestFromProvider, type MintRequestOptions } from './providerRequest.ts'
import { resolveSecret, type SecretSource } from './resolveSecret.ts'
import { parseProviderOrigin } from './parseProviderOrigin.ts'

const FELT_ORIGIN = 'https://felt.com'
/** Felt documents a fixed lifetime of 15 minutes (developers.felt.com, REST API, embed tokens). In seconds. */
const TOKEN_LIFETIME_SECONDS = 15 * 60

/** Options of {@link mintFeltToken}. */
export interface MintFeltTokenOptions extends MintRequestOptions {
  /**
   * Felt's API token (`felt_pat_…`), or a function for the current token. Created in the workspace's developer
   * settings. Grants access to the whole workspace. A missing token is reported as an error.
   */
  apiToken: SecretSource
  /** The map's ID, URL, or slug: the part of the URL that ends in the ID. */
  mapId: string
  /** The viewer's email address at Felt: a member of the workspace. Surrounding whitespace is removed. */
  userEmail: string
  /** Origin of Felt, for tests. Default: `https://felt.com`. */
  origin?: string | undefined
}

/**
 * Mints a token for one private Felt map and one viewer: `POST /api/v2/maps/{map_id}/embed_token`.
 *
 * @throws EmbedError `INVALID_OPTIONS`; `UNAUTHORIZED`, `REQUEST_REJECTED`, `RATE_LIMITED` or `FETCH_FAILED` with Felt's status,
 * title and detail; `FETCH_TIMEOUT`; `INVALID_TOKEN_RESPONSE`; `SERVER_ONLY` in a browser
 * @example
 * const { token, expiresIn } = await mintFeltToken({
 *   apiToken: process.env.FELT_API_TOKEN,
 *   mapId: 'CjU1CMJPTAGofjOK3ICf1D',
 *   userEmail: 'ada+maps@example.com',
 * })
 */
export async function mintFeltToken(options: MintFeltTokenOptions): Promise<MintedToken> {
  assertServer('mintFeltToken')
  const { origin = FELT_ORIGIN } = options
  const secret = await resolveSecret('felt', 'apiToken', options.apiToken, options.timeout)
  const mapId = assertEmbedId('felt', 'mapId', options.mapId, toFeltMapId)
  const url = new URL(`/api/v2/maps/${encodeURIComponent(mapId)}/embed_token`, parseProviderOrigin(origin))
  url.searchParams.set('user_email', assertNonEmptyString('felt', 'userEmail', options.userEmail).trim())
  const headers = { authorization: `Bearer ${secret}` }
  const { body, requestedAt, sentAt } = await requestFromProvider(
    { provider: 'felt', url, headers, secret, parseErrorReason },
    options,
  )
  if (!isRecord(body) || typeof body.token !== 'string' || body.token === '') {
    throw new EmbedError('INVALID_TOKEN_RESPONSE', 'Felt did not return a token.', { provider: 'felt' })
  }
  return createMintedToken(body.token, lifetimeInSeconds(body.expires_at, sentAt), requestedAt)
}

/**
 * Returns the lifetime. Both timestamps are Felt's own, because the local clock may be wrong, and are truncated to
 * whole seconds.
 */
function lifetimeInSeconds(expiresAt: unknown, sentAt: number): number {
  const expiry = parseTimestamp(expiresAt)
  return expiry === undefined
    ? TOKEN_LIFETIME_SECONDS
    : Math.max(0, Math.min((expiry - sentAt) / 1_000 - 1, TOKEN_LIFETIME_SECONDS))
}

/** Returns the reason. Felt's documented errors are `{ errors: [{ title, detail }] }`, with mostly optional fields. */
function parseErrorReason(body: unknown): string | undefined {
  const errors = isRecord(body) && Array.isArray(body.errors) ? body.errors : []
  const [first] = errors.filter(isRecord)
  const parts = [first?.title, first?.detail].filter((part) => typeof part === 'string' && part !== '')
  return parts.length > 0 ? parts.join(': ') : undefined
}
