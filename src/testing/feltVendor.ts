import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { createFeltGrants, type FeltGrants } from './feltGrants.ts'
import { feltMint } from './feltMint.ts'
import { pageRoutes } from './pageRoutes.ts'
import { pageOptions } from './pageSession.ts'
import { playPageFault, refuse, servePage } from './servePage.ts'
import { tailOf } from './tokenLedger.ts'
import type { VendorContext } from './vendorContext.ts'

/**
 * Felt: the embed token API and the embed page. What Felt does not document is a guess: that a page without a good
 * token is a 403, and that a token may be used again.
 */
export function feltVendor(context: VendorContext, apiToken: string): Hono {
  const grants = createFeltGrants(context)
  const app = new Hono()
  app.route('/', pageRoutes(context))
  app.route('/', feltMint(context, apiToken, grants))
  app.get('/embed/map/:id', (c) => showMap(context, grants, c.req.raw, c.req.param('id'), c.req.query('token') ?? ''))
  return app
}

async function showMap(context: VendorContext, grants: FeltGrants, request: Request, mapId: string, token: string) {
  const { ledger, options, now } = context
  const grant = grants.find(token)
  const faulted = await playPageFault(context, request, 'felt', mapId)
  const isRight = grant?.mapId === mapId
  const expired = isRight && grant.expiresAt <= now()
  const instance = isRight && !expired && !faulted ? randomUUID() : null
  const trace = { vendor: 'felt', resource: mapId, viewer: grant?.viewer ?? null } as const
  const held = { tail: token ? tailOf(token) : null, expiresAt: grant?.expiresAt ?? null }
  ledger.record({ type: 'loaded', ...trace, ...held, accepted: instance !== null, expired, instance })
  if (faulted) return faulted
  if (!grant || !instance) {
    return refuse('felt', 403, 'This map is private', 'Your session has ended, or you have no access to this map.')
  }
  const { expiresAt } = grant
  const settings = options.get('felt', mapId)
  ledger.watch.open({ ...trace, instance, tail: tailOf(token), expiresAt })
  return servePage(context, 'map', {
    vendor: 'felt',
    instance,
    resource: mapId,
    tail: token.slice(-4),
    expiresAt,
    servedAt: now(),
    page: { ...pageOptions(settings), tileDelay: settings.tileDelay, usesWebGl: settings.usesWebGl },
  })
}
