import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { isRecord } from '../core/isRecord.ts'
import { getTokenSuffix } from './eventLog.ts'
import {
  clientClosedResponse,
  type ErrorStatus,
  FAULT_STATUS,
  isErrorFault,
  type ProviderContext,
  resolveTokenFault,
} from './providerContext.ts'
import { SUPERSET_USERNAME } from './sampleViewers.ts'
import type { SupersetTokens } from './supersetTokens.ts'

/**
 * Superset's security API (superset/security/api.py) with the CSRF rules of Flask-WTF: the CSRF token counts with the
 * session cookie that came with it. Every dashboard exists but those whose ID starts with `missing`.
 */
export function supersetMintRoutes(context: ProviderContext, password: string, tokens: SupersetTokens): Hono {
  const { events, options } = context
  const accessToken = randomBytes(16).toString('hex')
  const csrfTokens = new Map<string, string>()
  const app = new Hono().basePath('/api/v1/security')

  app.post('/login', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const isRight = isRecord(body) && body.username === SUPERSET_USERNAME && body.password === password
    return isRight ? c.json({ access_token: accessToken }) : c.json({ message: 'Not authorized' }, 401)
  })

  app.get('/csrf_token/', (c) => {
    if (c.req.header('Authorization') !== `Bearer ${accessToken}`) return c.json({ msg: 'Missing Authorization' }, 401)
    const [session, token] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')]
    csrfTokens.set(session, token)
    c.header('Set-Cookie', `session=${session}; HttpOnly; Path=/; SameSite=Lax`)
    return c.json({ result: token })
  })

  app.post('/guest_token/', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const { user, resources, rls } = isRecord(body) ? body : {}
    const [first]: unknown[] = Array.isArray(resources) ? resources : []
    const id = isRecord(first) && typeof first.id === 'string' ? first.id : undefined
    const viewer = isRecord(user) && typeof user.username === 'string' ? user.username : null
    const trace = { provider: 'superset', resource: id ?? '(unknown)', viewer } as const
    const reject = (status: ErrorStatus | 400, reason: string) => {
      const { retryAfter } = options.get('superset', trace.resource)
      if (status === 429 && retryAfter !== null) c.header('Retry-After', String(retryAfter))
      events.record({ type: 'rejected', ...trace, status, reason })
      return c.json({ message: reason }, status)
    }
    if (c.req.header('Authorization') !== `Bearer ${accessToken}`) return reject(401, 'Missing Authorization Header')
    const session = getCookie(c, 'session') ?? ''
    const csrfToken = csrfTokens.get(session)
    if (!csrfToken) return reject(400, '400 Bad Request: The CSRF session token is missing.')
    if (c.req.header('X-CSRFToken') !== csrfToken) return reject(400, '400 Bad Request: The CSRF token is missing.')
    csrfTokens.delete(session)
    const fault = await resolveTokenFault(context, c.req.raw, trace)
    if (fault === 'gone') return clientClosedResponse()
    if (isErrorFault(fault)) return reject(FAULT_STATUS[fault], fault)
    if (!id || !isRecord(user) || !Array.isArray(rls)) return reject(400, 'Missing data for required field.')
    if (id.startsWith('missing')) return reject(400, 'EmbeddedDashboard not found.')
    const { token, expiresAt } = await tokens.mint({ resource: id, user, rls }, fault)
    events.record({ type: 'minted', ...trace, tokenSuffix: getTokenSuffix(token), expiresAt })
    return c.json({ token })
  })
  return app
}
