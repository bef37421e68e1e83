import { Hono } from 'hono'
import { isRecord } from '../../../../src/core/isRecord.ts'
import { getTokenSuffix } from '../../../../src/testing/eventLog.ts'
import { isErrorFault, FAULT_STATUS } from '../../../../src/testing/providerContext.ts'
import type { InventedContext } from './inventedContext.ts'

type ErrorStatus = (typeof FAULT_STATUS)[keyof typeof FAULT_STATUS]

/** The provider's token API: `POST /api/tokens` with `{ id }`, for the host's server alone. */
export function mintRoute({ traits, tokens, options, events }: InventedContext, apiKey: string): Hono {
  const app = new Hono()
  app.post('/api/tokens', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const resource = isRecord(body) && typeof body.id === 'string' ? body.id : '(unknown)'
    const trace = { provider: traits.name, resource, viewer: null }
    const refused = (status: ErrorStatus) => {
      events.record({ type: 'rejected', ...trace, status, reason: 'refused' })
      return c.json({ error: 'No token is given.' }, status)
    }
    if (c.req.header('Authorization') !== `Bearer ${apiKey}`) return refused(401)
    const { mintFault, lifetime } = options.get(traits.name, resource)
    if (isErrorFault(mintFault)) return refused(FAULT_STATUS[mintFault])
    const { token, expiresAt } = tokens.mint(resource, lifetime)
    events.record({ type: 'minted', ...trace, tokenSuffix: getTokenSuffix(token), expiresAt })
    return c.json(traits.toResponseBody(token, lifetime / 1_000))
  })
  return app
}
