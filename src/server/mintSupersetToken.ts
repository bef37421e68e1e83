import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { readJwtExpiry } from '../core/parseJwtResponse.ts'
import { assertEmbedId } from './assertEmbedId.ts'
import { assertNonEmptyString } from './assertNonEmptyString.ts'
import { assertServer } from './assertServer.ts'
import { createMintedToken, type MintedToken } from './mintedToken.ts'
import { type MintRequestOptions, type ProviderRequest, requestFromProvider } from './providerRequest.ts'
import { resolveSecret, type SecretSource } from './resolveSecret.ts'
import { parseProviderOrigin } from './parseProviderOrigin.ts'

/** Superset's default for `GUEST_TOKEN_JWT_EXP_SECONDS` (superset/config.py). */
const TOKEN_LIFETIME_SECONDS = 300

/** Rule for the visible rows of one dataset, or of all datasets (superset/security/api.py, `RlsRuleSchema`). */
export interface SupersetRlsRule {
  /** ID of the dataset. Default: all datasets. */
  dataset?: number | undefined
  /** SQL condition, such as `customer_id = 7`. The library escapes nothing: never insert text typed by a viewer. */
  clause: string
}

/** Viewer for Superset's log and chart templates (superset/security/api.py, `UserSchema`). */
export interface SupersetUser {
  /** Name of the viewer, for Superset's log and for templates. */
  username?: string | undefined
  /** First name of the viewer. */
  first_name?: string | undefined
  /** Last name of the viewer. */
  last_name?: string | undefined
}

/** Permissions of a guest token. */
export interface SupersetPermissions {
  /** Rules for the visible rows. `[]` shows all rows. */
  rls: readonly SupersetRlsRule[]
  /** The viewer. Default: a guest without a name. */
  user?: SupersetUser | undefined
}

/** Account in your Superset for minting, with the permission `can_grant_guest_token`. */
export interface SupersetAccount extends Omit<MintRequestOptions, 'signal'> {
  /** Origin of your Superset, such as `https://superset.example.com`. */
  origin: string
  /** User name of the account. */
  username: string
  /** Password, or a function for the current password. A missing password is reported as an error. */
  password: SecretSource
  /** Authentication provider of the login: `db` or `ldap`. Default: `db`. */
  authProvider?: 'db' | 'ldap' | undefined
}

/** Options of {@link mintSupersetToken}. */
export interface MintSupersetTokenOptions extends SupersetAccount, SupersetPermissions, MintRequestOptions {
  /** Embed ID of the dashboard: the UUID under "Embed dashboard" in Superset. */
  dashboardId: string
}

/**
 * Mints a guest token for one Superset dashboard and one viewer, in three requests: `login`, `csrf_token` and
 * `guest_token` below `/api/v1/security/`. Superset checks the CSRF token together with the session cookie of the
 * second response and, over https, the `Referer` (Flask-WTF, "CSRF Protection").
 *
 * @throws EmbedError `INVALID_OPTIONS`; `UNAUTHORIZED`, `REQUEST_REJECTED`, `RATE_LIMITED` or `FETCH_FAILED` with
 * Superset's status and message; `FETCH_TIMEOUT`; `INVALID_TOKEN_RESPONSE`; `SERVER_ONLY` in a browser
 * @example
 * const { token, expiresIn } = await mintSupersetToken({
 *   origin: 'https://superset.example.com',
 *   username: 'embedder',
 *   password: process.env.SUPERSET_PASSWORD,
 *   dashboardId: 'd73e7841-9342-4afd-8e29-b4a416a2498c',
 *   rls: [{ clause: 'customer_id = 7' }],
 * })
 */
export async function mintSupersetToken(options: MintSupersetTokenOptions): Promise<MintedToken> {
  assertServer('mintSupersetToken')
  const { authProvider = 'db', timeout } = options
  const { rls, user } = copySupersetPermissions(options)
  const origin = parseProviderOrigin(options.origin)
  const username = assertNonEmptyString('superset', 'username', options.username)
  const id = assertEmbedId('superset', 'dashboardId', options.dashboardId)
  const secret = await resolveSecret('superset', 'password', options.password, timeout)
  const call = (name: string, headers: Record<string, string>, body?: object) => {
    const url = new URL(`/api/v1/security/${name}`, origin)
    const request: ProviderRequest = { provider: 'superset', url, secret, parseErrorReason, headers }
    if (!body) return requestFromProvider({ ...request, method: 'GET' }, options)
    const json = { ...headers, 'content-type': 'application/json' }
    return requestFromProvider({ ...request, headers: json, body: JSON.stringify(body) }, options)
  }

  const login = await call('login', {}, { username, password: secret, provider: authProvider, refresh: false })
  const authorization = `Bearer ${readText(login.body, 'access_token')}`
  const csrf = await call('csrf_token/', { authorization })
  const headers = {
    authorization,
    'x-csrftoken': readText(csrf.body, 'result'),
    cookie: readCookies(csrf.headers),
    referer: `${origin}/`,
  }
  const resources = [{ type: 'dashboard', id }]
  const { body, requestedAt } = await call('guest_token/', headers, { user, resources, rls })
  const token = readText(body, 'token')
  const { lifetime } = readJwtExpiry(token)
  return createMintedToken(token, lifetime === undefined ? TOKEN_LIFETIME_SECONDS : lifetime / 1_000, requestedAt)
}

/**
 * Copies the permissions by name: an app may pass a row of its database, and two different rows may serialize equally.
 *
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function copySupersetPermissions({ rls, user }: SupersetPermissions) {
  if (!Array.isArray(rls)) {
    throw new EmbedError('INVALID_OPTIONS', 'rls must be an array of rules; [] shows all rows.', {
      provider: 'superset',
    })
  }
  const { username, first_name, last_name } = user ?? {}
  return {
    rls: rls.map(({ dataset, clause }: SupersetRlsRule) => ({ dataset, clause })),
    user: { username, first_name, last_name },
  }
}

/** Returns the cookies of a response for a request. The `fetch` of an app may have headers of an older standard. */
function readCookies(headers: Pick<Headers, 'get'> & Partial<Headers>): string {
  // A comma starts a cookie only before a name: `Expires` contains one, too.
  const cookies = headers.getSetCookie?.() ?? (headers.get('set-cookie') ?? '').split(/, *(?=[^;,=]+=)/)
  return cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ')
}

function readText(body: unknown, name: string): string {
  const value = isRecord(body) ? body[name] : undefined
  if (typeof value === 'string' && value !== '') return value
  throw new EmbedError('INVALID_TOKEN_RESPONSE', `Superset responded without ${name}.`, { provider: 'superset' })
}

/** Superset's own errors are `{ message }` or `{ errors: [{ message }] }`. */
function parseErrorReason(body: unknown): string | undefined {
  if (!isRecord(body)) return undefined
  const [first]: unknown[] = Array.isArray(body.errors) ? body.errors : [body]
  return isRecord(first) && typeof first.message === 'string' ? first.message : undefined
}
