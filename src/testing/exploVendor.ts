import { Hono } from 'hono'
import { exploMint } from './exploMint.ts'
import { exploPages } from './exploPages.ts'
import { createExploReader, type ExploReader } from './exploReader.ts'
import { exploSampleData } from './exploSampleData.ts'
import type { EmbedSecret } from './exploToken.ts'
import { pageRoutes } from './pageRoutes.ts'
import { tailOf } from './tokenLedger.ts'
import type { VendorContext } from './vendorContext.ts'

/** Explo: `generate_jwt`, the pages of dashboards and report builders, and what those pages ask their server. */
export function exploVendor(context: VendorContext, apiToken: string, secret: EmbedSecret): Hono {
  const read = createExploReader(secret, context.now)
  const app = new Hono()
  app.route('/', pageRoutes(context))
  app.route('/', exploMint(context, apiToken, secret))
  app.route('/', exploPages(context, read))
  app.route('/', sessionRoutes(context, read))
  return app
}

/** Between a page and its server, so of the emulator's own making: data, a new token, a complaint. */
function sessionRoutes({ ledger, now }: VendorContext, read: ExploReader): Hono {
  const app = new Hono()
  app.get('/data', async (c) => {
    const { accepted, trace, verdict } = await read(c.req.header('X-Explo-Jwt') ?? '')
    ledger.record({ type: 'data', ...trace, ...verdict, instance: c.req.header('X-Instance') ?? null })
    if (!accepted) return c.json({ detail: 'The session has ended.' }, 401)
    return c.json(exploSampleData(c.req.query('region') ?? 'All'))
  })

  app.post('/session', async (c) => {
    const token = c.req.header('X-Explo-Jwt') ?? ''
    const instance = c.req.header('X-Instance') ?? ''
    const { accepted, trace, verdict } = await read(token)
    const page = ledger.watch.find(instance)
    const fits = accepted && page?.resource === trace.resource
    // A token that is unreadable is still told of under the page that it was given to.
    const told = page ? { ...trace, resource: page.resource, viewer: trace.viewer ?? page.viewer } : trace
    ledger.record({ type: 'delivered', ...told, ...verdict, accepted: fits, instance })
    if (!fits || verdict.expiresAt === null) return c.json({ detail: 'The token is not valid.' }, 401)
    ledger.watch.renew(instance, { tail: tailOf(token), expiresAt: verdict.expiresAt })
    return c.json({ tail: token.slice(-4), expiresAt: verdict.expiresAt, servedAt: now() })
  })

  app.post('/foreign-origin', async (c) => {
    const page = ledger.watch.find(c.req.header('X-Instance') ?? '')
    const origin = await c.req.text()
    if (page) {
      const { vendor, resource, viewer, tail, expiresAt, instance } = page
      ledger.record({ type: 'foreign-origin', vendor, resource, viewer, tail, expiresAt, instance, origin })
    }
    return c.body(null, 204)
  })
  return app
}
