import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { readJwtExpiry } from '../core/parseJwtResponse.ts'
import { parseOrigin } from '../core/providerUrl.ts'
import { assertEmbedId } from './assertEmbedId.ts'
import { assertNonEmptyString } from './assertNonEmptyString.ts'
import { assertServer } from './assertServer.ts'
import { createMintedToken, type MintedToken } from './mintedToken.ts'
import { type MintRequestOptions, type ProviderRequest, requestFromProvider } from './providerRequest.ts'
import { resolveSecret, type SecretSource } from './resolveSecret.ts'

/** Superset's default for `GUEST_TOKEN_JWT_EXP_SECONDS` (superset/config.py). */
const TOKEN_LIFETIME_SECONDS = 300

/** A rule that limits the rows of one dataset, or of all (superset/security/api.py, `RlsRuleSchema`). */
export interface SupersetRlsRule {
  /** The id of the dataset; all datasets by default. */
  dataset?: number | undefined
  /** A condition in SQL, such as `customer_id = 7`. It is not escaped: never put in what a viewer has typed. */
  clause: string
}

/** The viewer, as templates of charts read it (superset/security/api.py, `UserSchema`). */
export interface SupersetUser {
  /** The viewer's name, for Superset's log and for templates. */
  username?: string | undefined
  /** The first name. */
  first_name?: string | undefined
  /** The last name. */
  last_name?: string | undefined
}

/** The rights of a guest token. */
export interface SupersetPermissions {
  /** The rules that limit which rows the viewer sees. `[]`: all rows. */
  rls: readonly SupersetRlsRule[]
  /** The viewer. A guest without a name by default. */
  user?: SupersetUser | undefined
}

/** The account in your Superset that mints. It needs the permission `can_grant_guest_token`. */
export interface SupersetAccount extends Omit<MintRequestOptions, 'signal'> {
  /** The origin of your Superset, such as https://superset.example.com. */
  origin: string
  /** The account's user name. */
  username: string
  /** The password, or a function that returns the current one. If it is missing, the error says so. */
  password: SecretSource
  /** How Superset checks the password: `db` by default, or `ldap`. */
  authProvider?: 'db' | 'ldap' | undefined
}

/** The options of `mintSupersetToken`. */
export interface MintSupersetTokenOptions extends SupersetAccount, SupersetPermissions, MintRequestOptions {
  /** The dashboard's embed id: the UUID that Superset shows under "Embed dashboard". */
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
  const { authProvider = 'db', rls, user = {}, timeout } = options
  if (!Array.isArray(rls)) {
    throw new EmbedError('INVALID_OPTIONS', 'rls must be an array of rules; [] shows all rows.', {
      provider: 'superset',
    })
  }
  const origin = parseOrigin(options.origin, 'origin', 'INVALID_OPTIONS')
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
    cookie: csrf.cookie,
    referer: `${origin}/`,
  }
  const resources = [{ type: 'dashboard', id }]
  // By name: an app may spread a row of its database.
  const { username: viewer, first_name, last_name } = user
  const { body, requestedAt } = await call('guest_token/', headers, {
    user: { username: viewer, first_name, last_name },
    resources,
    rls: rls.map(({ dataset, clause }) => ({ dataset, clause })),
  })
  const token = readText(body, 'token')
  const { lifetime } = readJwtExpiry(token)
  return createMintedToken(token, lifetime === undefined ? TOKEN_LIFETIME_SECONDS : lifetime / 1_000, requestedAt)
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
