import { Hono } from 'hono'
import { feltErrorBody } from './feltErrors.ts'
import type { FeltGrants } from './feltGrants.ts'
import { tailOf } from './tokenLedger.ts'
import { awaitMint, goneResponse, isRefusal, REFUSAL_STATUS, type VendorContext } from './vendorContext.ts'

const REASONS = {
  401: 'unauthorized',
  403: 'refused',
  404: 'not found',
  422: 'invalid',
  429: 'rate-limited',
  500: 'error',
} as const

/** Felt's embed token API. Every map exists but those whose id starts with `missing`. */
export function feltMint(context: VendorContext, apiToken: string, grants: FeltGrants): Hono {
  const { ledger, options } = context
  const app = new Hono()
  app.post('/api/v2/maps/:id/embed_token', async (c) => {
    const mapId = c.req.param('id')
    const viewer = c.req.query('user_email') ?? ''
    const trace = { vendor: 'felt', resource: mapId, viewer: viewer || null } as const
    const refused = (status: keyof typeof REASONS) => {
      const { retryAfter } = options.get('felt', mapId)
      if (status === 429 && retryAfter !== null) c.header('Retry-After', String(retryAfter))
      ledger.record({ type: 'refused', ...trace, status, reason: REASONS[status] })
      return c.json(feltErrorBody(status), status)
    }
    if (c.req.header('Authorization') !== `Bearer ${apiToken}`) return refused(401)
    const fault = await awaitMint(context, c.req.raw, trace)
    if (fault === 'gone') return goneResponse()
    if (isRefusal(fault)) return refused(REFUSAL_STATUS[fault])
    if (mapId.startsWith('missing')) return refused(404)
    if (!/^[^\s@]+@[^\s@]+$/.test(viewer)) return refused(422)
    const { token, expiresAt } = grants.mint(mapId, viewer, fault)
    ledger.record({ type: 'minted', ...trace, tail: tailOf(token), expiresAt })
    // The documented sample has neither a fraction nor a zone, and that is what clients trip over.
    return c.json({ token, expires_at: new Date(expiresAt).toISOString().slice(0, 19) })
  })
  return app
}
