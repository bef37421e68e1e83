import { Hono } from 'hono'
import { isRecord } from '../../../../src/core/isRecord.ts'
import { tailOf } from '../../../../src/testing/tokenLedger.ts'
import { isRefusal, REFUSAL_STATUS } from '../../../../src/testing/vendorContext.ts'
import type { InventedContext } from './inventedContext.ts'

type ErrorStatus = (typeof REFUSAL_STATUS)[keyof typeof REFUSAL_STATUS]

/** The vendor's token API: `POST /api/tokens` with `{ id }`, for the host's server alone. */
export function mintRoute({ traits, tokens, options, ledger }: InventedContext, apiKey: string): Hono {
  const app = new Hono()
  app.post('/api/tokens', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const resource = isRecord(body) && typeof body.id === 'string' ? body.id : '(unknown)'
    const trace = { vendor: traits.name, resource, viewer: null }
    const refused = (status: ErrorStatus) => {
      ledger.record({ type: 'refused', ...trace, status, reason: 'refused' })
      return c.json({ error: 'No token is given.' }, status)
    }
    if (c.req.header('Authorization') !== `Bearer ${apiKey}`) return refused(401)
    const { fault, lifetime } = options.get(traits.name, resource)
    if (isRefusal(fault)) return refused(REFUSAL_STATUS[fault])
    const { token, expiresAt } = tokens.mint(resource, lifetime)
    ledger.record({ type: 'minted', ...trace, tail: tailOf(token), expiresAt })
    return c.json(traits.toResponseBody(token, lifetime / 1_000))
  })
  return app
}
