import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { compactVerify } from 'jose'
import { isRecord } from '../core/isRecord.ts'
import { getTokenSuffix } from './eventLog.ts'
import { createProviderApp, type ProviderServer } from './createProviderApp.ts'
import { type MetabaseSession, pageOptions } from './pageSession.ts'
import type { ProviderContext } from './providerContext.ts'
import { applyPageLoadFault, serveErrorPage, servePage } from './servePage.ts'

const SERVER: ProviderServer = {
  name: 'Metabase',
  standsFor: 'your Metabase',
  embeds: 'dashboard and question',
  routes: [
    { route: 'GET /embed/dashboard/:jwt', description: 'A dashboard, with a token signed by your server.' },
    { route: 'GET /embed/question/:jwt', description: 'A question.' },
    { route: 'GET /embed/dashboard/expired', description: 'The page of a token that is not valid.' },
  ],
}

/** Claims of a token, signed by the host app's server. */
interface Claims {
  resource: string
  params: MetabaseSession['params']
  /** In epoch ms. */
  expiresAt: number
}

/**
 * Creates the emulated Metabase: the pages of dashboards and questions. Metabase mints no tokens, so a token is
 * recorded as minted at its first use.
 */
export function createMetabaseApp(context: ProviderContext, secretKey: string): Hono {
  const seen = new Set<string>()
  const app = createProviderApp(context, SERVER)
  for (const kind of ['dashboard', 'question'] as const) {
    app.get(`/embed/${kind}/:token`, async (c) => {
      const token = c.req.param('token')
      const claims = await readClaims(token, kind, secretKey)
      if (claims && !seen.has(token)) {
        const { resource, expiresAt } = claims
        const trace = { provider: 'metabase', resource, viewer: null }
        context.events.record({ type: 'minted', ...trace, tokenSuffix: getTokenSuffix(token), expiresAt })
      }
      seen.add(token)
      return serveEmbed(context, c.req.raw, { kind, token, claims })
    })
  }
  return app
}

async function serveEmbed(
  context: ProviderContext,
  request: Request,
  { kind, token, claims }: { kind: MetabaseSession['kind']; token: string; claims: Claims | undefined },
): Promise<Response> {
  const { events, options, now } = context
  const { resource, expiresAt, params } = claims ?? { resource: '(unknown)', expiresAt: null, params: {} }
  const faultResponse = await applyPageLoadFault(context, request, 'metabase', resource)
  const expired = expiresAt !== null && expiresAt <= now()
  const pageId = expiresAt !== null && !expired && !faultResponse ? randomUUID() : null
  const trace = { provider: 'metabase', resource, viewer: null } as const
  const tokenSuffix = getTokenSuffix(token)
  events.record({ type: 'loaded', ...trace, tokenSuffix, expiresAt, accepted: pageId !== null, expired, pageId })
  if (faultResponse) return faultResponse
  if (pageId === null || expiresAt === null) {
    return serveErrorPage(
      'metabase',
      400,
      'Not found',
      expired ? 'Token is expired' : 'Message seems corrupt or manipulated',
    )
  }
  events.pageTracker.track({ ...trace, pageId, tokenSuffix, expiresAt })
  return servePage(context, 'metabase', {
    provider: 'metabase',
    pageId,
    resource,
    tokenSuffix: token.slice(-4),
    expiresAt,
    servedAt: now(),
    kind,
    params,
    page: pageOptions(options.get('metabase', resource)),
  })
}

/** Reads the payload that Metabase documents ("Static embedding"): `{ resource: { dashboard: id }, params, exp }`. */
async function readClaims(token: string, kind: string, secretKey: string): Promise<Claims | undefined> {
  try {
    const { payload } = await compactVerify(token, new TextEncoder().encode(secretKey), { algorithms: ['HS256'] })
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
    if (!isRecord(claims) || !isRecord(claims.resource) || typeof claims.exp !== 'number') return undefined
    const id = claims.resource[kind]
    if (id === undefined) return undefined
    return { resource: String(id), params: isRecord(claims.params) ? claims.params : {}, expiresAt: claims.exp * 1_000 }
  } catch {
    return undefined
  }
}
