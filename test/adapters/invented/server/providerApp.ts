import { Hono } from 'hono'
import { pageRoutes } from '../../../../src/testing/pageRoutes.ts'
import { getTokenSuffix } from '../../../../src/testing/eventLog.ts'
import type { InventedContext } from './inventedContext.ts'
import { mintRoute } from './mintRoute.ts'
import { servePage } from './servePage.ts'

/** Creates a provider's server: token API, page, and the page's own API. */
export function providerApp(context: InventedContext, apiKey: string): Hono {
  const app = new Hono()
  app.route('/', pageRoutes(context))
  app.route('/', mintRoute(context, apiKey))
  app.get(context.traits.path, (c) => servePage(context, c.req.param('id') ?? '', c.req.query('token') ?? ''))
  app.route('/', sessionRoute(context))
  return app
}

/** A page that was given another token asks its server whether it is good. */
function sessionRoute({ tokens, events }: InventedContext): Hono {
  const app = new Hono()
  app.post('/session', async (c) => {
    const page = events.pageTracker.find(c.req.header('X-Page-Id') ?? '')
    if (!page) return c.body(null, 404)
    const { provider, resource, viewer, pageId } = page
    const token = await c.req.text()
    const verdict = tokens.check(token, resource)
    const { accepted, expiresAt } = verdict
    events.record({ type: 'delivered', provider, resource, viewer, pageId, ...verdict })
    if (!accepted || expiresAt === null) return c.body(null, 401)
    events.pageTracker.updateToken(pageId, { tokenSuffix: getTokenSuffix(token), expiresAt })
    return c.json({ tokenSuffix: token.slice(-4), expiresAt, servedAt: Date.now() })
  })
  return app
}
