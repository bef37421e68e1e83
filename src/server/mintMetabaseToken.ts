import { parseDuration } from '../core/duration.ts'
import { EmbedError } from '../core/errors.ts'
import { redactUrl } from '../core/providerUrl.ts'
import { assertServer } from './assertServer.ts'
import { createMintedToken, type MintedToken } from './mintedToken.ts'
import { resolveSecret, type SecretSource } from './resolveSecret.ts'

/** The lifetime of a token in Metabase's own examples (docs, "Static embedding"). */
const DEFAULT_EXPIRATION = 'PT10M'
/** Maximum lifetime, in ms: a year. A longer lifetime is a mistake. */
const MAX_LIFETIME = 365 * 24 * 60 * 60_000

/** Value of a locked parameter; `[]` locks it to nothing. */
export type MetabaseParam = string | number | boolean | null | readonly (string | number)[]

/** Permissions of a Metabase token. */
export interface MetabasePermissions {
  /** Values of locked parameters by name. Metabase requires every locked parameter. */
  params?: Readonly<Record<string, MetabaseParam>> | undefined
  /** Lifetime of the token: an ISO 8601 duration of weeks, days, hours, minutes and seconds. Default: 10 minutes. */
  expiration?: string | undefined
}

/** Account in your Metabase: the secret shared with your server. */
export interface MetabaseAccount {
  /** The secret key for static embedding, or a function for the current key. From Metabase's admin settings. */
  secretKey: SecretSource
  /** Timeout of the function, in ms. Default: 10 s. */
  timeout?: number | undefined
}

/** Options of {@link mintMetabaseToken}. */
export interface MintMetabaseTokenOptions extends MetabaseAccount, MetabasePermissions {
  /** ID of a dashboard: a number or an entity ID. Pass either `dashboardId` or `questionId`. */
  dashboardId?: number | string | undefined
  /** ID of a question: a number or an entity ID. */
  questionId?: number | string | undefined
}

/**
 * Signs a token for one Metabase dashboard or question. HS256, as Metabase documents it ("Static embedding"); no
 * request is sent.
 *
 * @throws EmbedError `INVALID_OPTIONS`; `FETCH_FAILED` or `FETCH_TIMEOUT` if `secretKey` is a function that fails;
 * `SERVER_ONLY` in a browser
 * @example
 * const { token, expiresIn } = await mintMetabaseToken({
 *   secretKey: process.env.METABASE_SECRET_KEY,
 *   dashboardId: 10,
 *   params: { customer_id: 7 },
 * })
 */
export async function mintMetabaseToken(options: MintMetabaseTokenOptions): Promise<MintedToken> {
  assertServer('mintMetabaseToken')
  const { dashboardId, questionId, params = {}, secretKey, timeout } = options
  if ((dashboardId === undefined) === (questionId === undefined))
    throw optionsError('Pass either dashboardId or questionId.')
  const lifetime = parseExpiration(options.expiration)
  const secret = await resolveSecret('metabase', 'secretKey', secretKey, timeout)
  const resource = dashboardId === undefined ? { question: toId(questionId) } : { dashboard: toId(dashboardId) }
  // Imported here, so that a server without Metabase does not load `jose`.
  const { SignJWT } = await import('jose')
  const now = Date.now()
  const exp = Math.floor((now + lifetime) / 1_000)
  // With an ID, as two tokens of one second would be equal otherwise. RFC 7519: unknown claims are ignored.
  const token = await new SignJWT({ resource, params, exp, jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret))
  return createMintedToken(token, exp - now / 1_000, now)
}

/** In the token, an ID is a number unless it is an entity ID. */
function toId(id: unknown): number | string {
  const text = String(id)
  if (/^\d+$/.test(text)) return Number(text)
  if (/^[\w-]+$/.test(text)) return text
  throw optionsError(`The id must be a number or an entity id; it is "${redactUrl(text)}".`)
}

function parseExpiration(expiration: string = DEFAULT_EXPIRATION): number {
  const ms = parseDuration(expiration)
  if (ms !== undefined && ms >= 1_000 && ms <= MAX_LIFETIME) return ms
  throw optionsError(
    `expiration must be an ISO 8601 duration such as PT10M, from 1 second to 1 year and without months or years; it is "${expiration}".`,
  )
}

function optionsError(message: string): EmbedError {
  return new EmbedError('INVALID_OPTIONS', message, { provider: 'metabase' })
}
