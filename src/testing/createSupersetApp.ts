import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { createSupersetTokens, type SupersetTokens } from './supersetTokens.ts'
import { getTokenSuffix } from './eventLog.ts'
import { createProviderApp, type ProviderServer } from './createProviderApp.ts'
import { pageOptions } from './pageSession.ts'
import type { ProviderContext } from './providerContext.ts'
import { applyPageLoadFault, servePage } from './servePage.ts'
import { supersetMintRoutes } from './supersetMintRoutes.ts'

const SERVER: ProviderServer = {
  name: 'Superset',
  standsFor: 'your Superset',
  embeds: 'dashboard',
  routes: [
    { route: 'POST /api/v1/security/login', description: 'The login, with the account of the emulator.' },
    { route: 'GET /api/v1/security/csrf_token/', description: 'The CSRF token for the next route.' },
    { route: 'POST /api/v1/security/guest_token/', description: 'The token API.' },
    { route: 'GET /embedded/:uuid', description: 'The embed page. An app sends the token by message.' },
    {
      route: 'GET /embedded/dashboard-1',
      description: 'The same without an app: the page of a dashboard without a token.',
    },
  ],
}

/** Creates the emulated Superset: the security API, the embedded page, and the page's own requests. */
export function createSupersetApp(context: ProviderContext, password: string): Hono {
  const tokens = createSupersetTokens(context)
  const app = createProviderApp(context, SERVER)
  app.route('/', supersetMintRoutes(context, password, tokens))
  app.get('/embedded/:uuid', (c) => serveDashboard(context, c.req.raw, c.req.param('uuid')))
  app.route('/', guestRoutes(context, tokens))
  return app
}

/** Serves the page, equal for all viewers and empty until a token arrives (superset/embedded/view.py). */
async function serveDashboard(context: ProviderContext, request: Request, resource: string): Promise<Response> {
  const { events, options, now } = context
  const faultResponse = await applyPageLoadFault(context, request, 'superset', resource)
  const pageId = randomUUID()
  const trace = { provider: 'superset', resource, viewer: null } as const
  const noToken = { tokenSuffix: null, expiresAt: null, expired: false }
  if (faultResponse) {
    events.record({ type: 'loaded', ...trace, ...noToken, accepted: false, pageId: null })
    return faultResponse
  }
  events.record({ type: 'loaded', ...trace, ...noToken, accepted: true, pageId })
  events.pageTracker.track({ ...trace, pageId, tokenSuffix: '', expiresAt: Infinity })
  return servePage(context, 'superset', {
    provider: 'superset',
    pageId,
    resource,
    tokenSuffix: '',
    expiresAt: 0,
    servedAt: now(),
    page: pageOptions(options.get('superset', resource)),
  })
}

/**
 * Creates the routes for the page's first token (Superset's own request) and later tokens (a request of the emulator).
 */
function guestRoutes({ events, now }: ProviderContext, tokens: SupersetTokens): Hono {
  const app = new Hono()
  for (const [path, type] of [
    ['/api/v1/me/roles/', 'data'],
    ['/session', 'delivered'],
  ] as const) {
    app.get(path, async (c) => {
      const [token, pageId] = [c.req.header('X-GuestToken') ?? '', c.req.header('X-Page-Id') ?? '']
      const page = events.pageTracker.find(pageId)
      const resource = page?.resource ?? '(unknown)'
      const { viewer, ...check } = await tokens.check(token, resource)
      events.record({ type, provider: 'superset', resource, viewer, pageId, ...check })
      const { accepted, expiresAt } = check
      if (!accepted || expiresAt === null) return c.json({ message: 'Not authorized' }, 401)
      events.pageTracker.updateToken(pageId, { tokenSuffix: getTokenSuffix(token), expiresAt })
      return c.json({ tokenSuffix: token.slice(-4), expiresAt, servedAt: now() })
    })
  }
  return app
}
