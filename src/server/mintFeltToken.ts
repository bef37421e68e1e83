import { EmbedError } from '../core/errors.ts'
import { parseTimestamp } from '../core/timestamp.ts'
import { toFeltMapId } from '../core/toFeltMapId.ts'
import { isRecord } from '../core/isRecord.ts'
import { parseOrigin, assertPathSegment } from '../core/providerUrl.ts'
import { assertServer } from './assertServer.ts'
import { createMintedToken, type MintedToken } from './mintedToken.ts'
import { assertNonEmptyString } from './assertNonEmptyString.ts'
import { requestFromProvider, type MintRequestOptions } from './providerRequest.ts'
import { resolveSecret } from './resolveSecret.ts'

const FELT_ORIGIN = 'https://felt.com'
/** Felt documents a fixed life of 15 minutes (developers.felt.com, REST API, embed tokens). In seconds. */
const TOKEN_LIFETIME_SECONDS = 15 * 60

/** What a Felt embed token is minted with. */
export interface MintFeltTokenOptions extends MintRequestOptions {
  /**
   * Felt's API token (`felt_pat_…`), from the workspace's developer settings, or a function that returns the current one.
   * It opens the whole workspace. If it is missing, the error says so.
   */
  apiToken: string | undefined | (() => string | undefined | Promise<string | undefined>)
  /** The map's id, or the slug that ends in the id, as in the map's URL. */
  mapId: string
  /** The viewer's email address at Felt: a member of the workspace. Blanks around the address are removed. */
  userEmail: string
  /** Another origin than https://felt.com, for tests. */
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
  const { origin = FELT_ORIGIN, ...request } = options
  const secret = await resolveSecret('felt', 'apiToken', options.apiToken, options.timeout)
  const mapId = toFeltMapId(assertNonEmptyString('felt', 'mapId', options.mapId))
  assertPathSegment('mapId', mapId, 'INVALID_OPTIONS')
  const url = new URL(
    `/api/v2/maps/${encodeURIComponent(mapId)}/embed_token`,
    parseOrigin(origin, 'origin', 'INVALID_OPTIONS'),
  )
  url.searchParams.set('user_email', assertNonEmptyString('felt', 'userEmail', options.userEmail).trim())
  const headers = { authorization: `Bearer ${secret}` }
  const { body, requestedAt, sentAt } = await requestFromProvider(
    { provider: 'felt', url, headers, secret, parseErrorReason },
    request,
  )
  if (!isRecord(body) || typeof body.token !== 'string' || body.token === '') {
    throw new EmbedError('INVALID_TOKEN_RESPONSE', 'Felt answered without a token.', { provider: 'felt' })
  }
  return createMintedToken(body.token, lifetimeInSeconds(body.expires_at, sentAt), requestedAt)
}

/** Both stamps are Felt's own, as our clock may be wrong, and each is cut off to a whole second. */
function lifetimeInSeconds(expiresAt: unknown, sentAt: number): number {
  const expiry = parseTimestamp(expiresAt)
  return expiry === undefined
    ? TOKEN_LIFETIME_SECONDS
    : Math.max(0, Math.min((expiry - sentAt) / 1_000 - 1, TOKEN_LIFETIME_SECONDS))
}

/** Felt's documented errors are `{ errors: [{ title, detail }] }`, with hardly a field that is always there. */
function parseErrorReason(body: unknown): string | undefined {
  const errors = isRecord(body) && Array.isArray(body.errors) ? body.errors : []
  const [first] = errors.filter(isRecord)
  const parts = [first?.title, first?.detail].filter((part) => typeof part === 'string' && part !== '')
  return parts.length > 0 ? parts.join(': ') : undefined
}
