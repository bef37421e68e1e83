import { Hono } from 'hono'
import { feltErrorBody } from './feltErrors.ts'
import type { FeltTokenStore } from './feltTokenStore.ts'
import { getTokenSuffix } from './eventLog.ts'
import {
  resolveTokenFault,
  clientClosedResponse,
  isErrorFault,
  FAULT_STATUS,
  type ProviderContext,
} from './providerContext.ts'

const REASONS = {
  401: 'unauthorized',
  403: 'refused',
  404: 'not found',
  422: 'invalid',
  429: 'rate-limited',
  500: 'error',
} as const

/** Creates Felt's embed token API. Every map exists, except for IDs that start with `missing`. */
export function feltMintRoutes(context: ProviderContext, apiToken: string, tokenStore: FeltTokenStore): Hono {
  const { events, now, options } = context
  const app = new Hono()
  app.post('/api/v2/maps/:id/embed_token', async (c) => {
    const mapId = c.req.param('id')
    const viewer = c.req.query('user_email') ?? ''
    const trace = { provider: 'felt', resource: mapId, viewer: viewer || null } as const
    const reject = (status: keyof typeof REASONS) => {
      const { retryAfter } = options.get('felt', mapId)
      if (status === 429 && retryAfter !== null) c.header('Retry-After', String(retryAfter))
      events.record({ type: 'rejected', ...trace, status, reason: REASONS[status] })
      return c.json(feltErrorBody(status), status)
    }
    if (c.req.header('Authorization') !== `Bearer ${apiToken}`) return reject(401)
    const fault = await resolveTokenFault(context, c.req.raw, trace)
    if (fault === 'gone') return clientClosedResponse()
    if (isErrorFault(fault)) return reject(FAULT_STATUS[fault])
    if (mapId.startsWith('missing')) return reject(404)
    if (!/^[^\s@]+@[^\s@]+$/.test(viewer)) return reject(422)
    const { token, expiresAt } = tokenStore.mint(mapId, viewer, fault)
    events.record({ type: 'minted', ...trace, tokenSuffix: getTokenSuffix(token), expiresAt })
    // By the same clock as the expiry, because the token handler compares the two.
    c.header('Date', new Date(now()).toUTCString())
    // The documented sample has neither a fraction nor a time zone, a frequent source of client bugs.
    return c.json({ token, expires_at: new Date(expiresAt).toISOString().slice(0, 19) })
  })
  return app
}
