import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { ExploReader } from './exploReader.ts'
import { type ExploSession, pageOptions } from './pageSession.ts'
import { playPageFault, refuse, servePage } from './servePage.ts'
import { tailOf } from './tokenLedger.ts'
import type { VendorContext } from './vendorContext.ts'

const BASES = { dashboard: '/iframe/:jwt', 'report-builder': '/report-builder/iframe/:jwt' } as const

/** What an address asks for. */
interface PageRequest {
  request: Request
  kind: ExploSession['kind']
  token: string
  environment: string | null
}

/** The pages of dashboards and report builders. */
export function exploPages(context: VendorContext, read: ExploReader): Hono {
  const app = new Hono()
  for (const kind of ['dashboard', 'report-builder'] as const) {
    // Explo's own examples leave the environment out with and without a slash at the end.
    for (const end of ['', '/', '/:environment']) {
      app.get(BASES[kind] + end, (c) => {
        const [token, environment] = [c.req.param('jwt') ?? '', c.req.param('environment') ?? null]
        return showPage(context, read, { request: c.req.raw, kind, token, environment })
      })
    }
  }
  return app
}

async function showPage(context: VendorContext, read: ExploReader, { request, kind, token, environment }: PageRequest) {
  const { ledger, options, now } = context
  const { trace } = await read(token)
  const faulted = await playPageFault(context, request, 'explo', trace.resource)
  // Read again: the token may have run out while the page hung.
  const { claims, accepted, verdict } = await read(token)
  const instance = accepted && !faulted ? randomUUID() : null
  ledger.record({ type: 'loaded', ...trace, ...verdict, accepted: instance !== null, instance })
  if (faulted) return faulted
  if (!claims || !instance) {
    return refuse('explo', 403, 'This session has ended', 'Reload the page you came from to sign in again.')
  }
  const expiresAt = claims.exp * 1_000
  ledger.watch.open({ ...trace, instance, tail: tailOf(token), expiresAt })
  const embed = options.get('explo', trace.resource)
  const { expiryEvent, expiryLead, reportBuilderReady, dashboardHeight } = embed
  return servePage(context, kind === 'dashboard' ? 'dashboard' : 'report', {
    vendor: 'explo',
    instance,
    resource: trace.resource,
    tail: token.slice(-4),
    expiresAt,
    servedAt: now(),
    kind,
    environment,
    embedOrigin: claims.iss,
    page: { ...pageOptions(embed), expiryEvent, expiryLead, reportBuilderReady, dashboardHeight },
  })
}
