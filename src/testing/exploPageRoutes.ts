import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { ExploTokenVerifier } from './createExploTokenVerifier.ts'
import { type ExploSession, pageOptions } from './pageSession.ts'
import { applyPageLoadFault, serveErrorPage, servePage } from './servePage.ts'
import { getTokenSuffix } from './eventLog.ts'
import type { ProviderContext } from './providerContext.ts'

const PAGE_PATHS = { dashboard: '/iframe/:jwt', 'report-builder': '/report-builder/iframe/:jwt' } as const

/** Requested page, parsed from the URL. */
interface PageRequest {
  request: Request
  kind: ExploSession['kind']
  token: string
  environment: string | null
}

/** Creates the pages of dashboards and report builders. */
export function exploPageRoutes(context: ProviderContext, verifyToken: ExploTokenVerifier): Hono {
  const app = new Hono()
  for (const kind of ['dashboard', 'report-builder'] as const) {
    // Explo's own examples omit the environment with and without a trailing slash.
    for (const end of ['', '/', '/:environment']) {
      app.get(PAGE_PATHS[kind] + end, (c) => {
        const [token, environment] = [c.req.param('jwt') ?? '', c.req.param('environment') ?? null]
        return serveExploPage(context, verifyToken, { request: c.req.raw, kind, token, environment })
      })
    }
  }
  return app
}

async function serveExploPage(
  context: ProviderContext,
  verifyToken: ExploTokenVerifier,
  { request, kind, token, environment }: PageRequest,
) {
  const { events, options, now } = context
  const { trace } = await verifyToken(token)
  const faultResponse = await applyPageLoadFault(context, request, 'explo', trace.resource)
  // Verified again: the token may have expired while the page was delayed.
  const { claims, check } = await verifyToken(token)
  const pageId = check.accepted && !faultResponse ? randomUUID() : null
  events.record({ type: 'loaded', ...trace, ...check, accepted: pageId !== null, pageId })
  if (faultResponse) return faultResponse
  if (!claims || !pageId) {
    return serveErrorPage('explo', 403, 'This session has ended', 'Reload the page you came from to sign in again.')
  }
  const expiresAt = claims.exp * 1_000
  events.pageTracker.track({ ...trace, pageId, tokenSuffix: getTokenSuffix(token), expiresAt })
  const embed = options.get('explo', trace.resource)
  const { expiryEvent, expiryLead, reportBuilderReady, dashboardHeight } = embed
  return servePage(context, kind === 'dashboard' ? 'dashboard' : 'report', {
    provider: 'explo',
    pageId,
    resource: trace.resource,
    tokenSuffix: token.slice(-4),
    expiresAt,
    servedAt: now(),
    kind,
    environment,
    embedOrigin: claims.iss,
    page: { ...pageOptions(embed), expiryEvent, expiryLead, reportBuilderReady, dashboardHeight },
  })
}
