import { Hono } from 'hono'
import { exploMintRoutes } from './exploMintRoutes.ts'
import { createProviderApp, type ProviderServer } from './createProviderApp.ts'
import { exploPageRoutes } from './exploPageRoutes.ts'
import { createExploTokenVerifier, type ExploTokenVerifier } from './createExploTokenVerifier.ts'
import { exploSampleData } from './exploSampleData.ts'
import type { EmbedSecret } from './exploToken.ts'
import { getTokenSuffix } from './eventLog.ts'
import type { ProviderContext } from './providerContext.ts'

const SERVER: ProviderServer = {
  name: 'Explo',
  standsFor: 'https://api.explo.co and https://app.explo.co',
  embeds: 'dashboard',
  routes: [
    { route: 'POST /api/generate_jwt/', description: 'The token API. It needs the API token of the emulator.' },
    { route: 'GET /iframe/:jwt/:environment', description: 'A dashboard, with a token from the token API.' },
    { route: 'GET /report-builder/iframe/:jwt/:environment', description: 'A report builder.' },
    { route: 'GET /iframe/expired/production', description: 'The page of a token that is not valid.' },
  ],
}

/** Explo: `generate_jwt`, the pages of dashboards and report builders, and what those pages ask their server. */
export function createExploApp(context: ProviderContext, apiToken: string, secret: EmbedSecret): Hono {
  const verifyToken = createExploTokenVerifier(secret, context.now)
  const app = createProviderApp(context, SERVER)
  app.route('/', exploMintRoutes(context, apiToken, secret))
  app.route('/', exploPageRoutes(context, verifyToken))
  app.route('/', sessionRoutes(context, verifyToken))
  return app
}

/** Creates the API between a page and its server, invented for the emulator: data, a new token, an origin error. */
function sessionRoutes({ events, now }: ProviderContext, verifyToken: ExploTokenVerifier): Hono {
  const app = new Hono()
  app.get('/data', async (c) => {
    const { trace, check } = await verifyToken(c.req.header('X-Explo-Jwt') ?? '')
    events.record({ type: 'data', ...trace, ...check, pageId: c.req.header('X-Page-Id') ?? null })
    if (!check.accepted) return c.json({ detail: 'The session has ended.' }, 401)
    return c.json(exploSampleData(c.req.query('region') ?? 'All'))
  })

  app.post('/session', async (c) => {
    const token = c.req.header('X-Explo-Jwt') ?? ''
    const pageId = c.req.header('X-Page-Id') ?? ''
    const { trace, check } = await verifyToken(token)
    const page = events.pageTracker.find(pageId)
    const isAccepted = check.accepted && page?.resource === trace.resource
    // An unreadable token is logged under the page that received it.
    const info = page ? { ...trace, resource: page.resource, viewer: trace.viewer ?? page.viewer } : trace
    events.record({ type: 'delivered', ...info, ...check, accepted: isAccepted, pageId })
    if (!isAccepted || check.expiresAt === null) return c.json({ detail: 'The token is not valid.' }, 401)
    events.pageTracker.updateToken(pageId, { tokenSuffix: getTokenSuffix(token), expiresAt: check.expiresAt })
    return c.json({ tokenSuffix: token.slice(-4), expiresAt: check.expiresAt, servedAt: now() })
  })

  app.post('/origin-mismatch', async (c) => {
    const page = events.pageTracker.find(c.req.header('X-Page-Id') ?? '')
    const origin = await c.req.text()
    if (page) {
      const { provider, resource, viewer, tokenSuffix, expiresAt, pageId } = page
      events.record({ type: 'origin-mismatch', provider, resource, viewer, tokenSuffix, expiresAt, pageId, origin })
    }
    return c.body(null, 204)
  })
  return app
}
