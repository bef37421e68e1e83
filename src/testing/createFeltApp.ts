import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { createFeltTokenStore, type FeltTokenStore } from './feltTokenStore.ts'
import { feltMintRoutes } from './feltMintRoutes.ts'
import { createProviderApp, type ProviderServer } from './createProviderApp.ts'
import { pageOptions } from './pageSession.ts'
import { applyPageLoadFault, serveErrorPage, servePage } from './servePage.ts'
import { getTokenSuffix } from './eventLog.ts'
import type { ProviderContext } from './providerContext.ts'

const SERVER: ProviderServer = {
  name: 'Felt',
  standsFor: 'https://felt.com',
  embeds: 'map',
  routes: [
    {
      route: 'POST /api/v2/maps/:mapId/embed_token',
      description: 'The token API. It needs the API token of the emulator.',
    },
    { route: 'GET /embed/map/:mapId', description: 'The embed page, with ?token= from the token API.' },
    { route: 'GET /embed/map/map-1', description: 'The same without a token: the page of a map that is private.' },
  ],
}

/**
 * Creates the emulated Felt: the embed token API and the embed page. Undocumented behavior is a guess: a page without a
 * valid token is a 403, and a token may be used several times.
 */
export function createFeltApp(context: ProviderContext, apiToken: string): Hono {
  const tokenStore = createFeltTokenStore(context)
  const app = createProviderApp(context, SERVER)
  app.route('/', feltMintRoutes(context, apiToken, tokenStore))
  app.get('/embed/map/:id', (c) =>
    serveMap(context, tokenStore, c.req.raw, c.req.param('id'), c.req.query('token') ?? ''),
  )
  return app
}

async function serveMap(
  context: ProviderContext,
  tokenStore: FeltTokenStore,
  request: Request,
  mapId: string,
  token: string,
) {
  const { events, options, now } = context
  const record = tokenStore.find(token)
  const faultResponse = await applyPageLoadFault(context, request, 'felt', mapId)
  const isRight = record?.mapId === mapId
  const expired = isRight && record.expiresAt <= now()
  const pageId = isRight && !expired && !faultResponse ? randomUUID() : null
  const trace = { provider: 'felt', resource: mapId, viewer: record?.viewer ?? null } as const
  const held = { tokenSuffix: token ? getTokenSuffix(token) : null, expiresAt: record?.expiresAt ?? null }
  events.record({ type: 'loaded', ...trace, ...held, accepted: pageId !== null, expired, pageId })
  if (faultResponse) return faultResponse
  if (!record || !pageId) {
    return serveErrorPage(
      'felt',
      403,
      'This map is private',
      'Your session has ended, or you have no access to this map.',
    )
  }
  const { expiresAt } = record
  const settings = options.get('felt', mapId)
  events.pageTracker.track({ ...trace, pageId, tokenSuffix: getTokenSuffix(token), expiresAt })
  return servePage(context, 'map', {
    provider: 'felt',
    pageId,
    resource: mapId,
    tokenSuffix: token.slice(-4),
    expiresAt,
    servedAt: now(),
    page: { ...pageOptions(settings), tileDelay: settings.tileDelay, usesWebGl: settings.usesWebGl },
  })
}
