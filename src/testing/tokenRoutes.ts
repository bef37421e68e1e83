import { Hono } from 'hono'
import { createTokenHandler } from '../server/createTokenHandler.ts'
import { controlRoutes } from './controlRoutes.ts'
import { indexPage, type IndexRoute } from './indexPage.ts'
import type { Emulator } from './createEmulator.ts'
import { FAULT_STATUS, isErrorFault } from './providerContext.ts'
import { EXPLO_VIEWER, FELT_VIEWER, METABASE_PARAMS, SUPERSET_VIEWER } from './sampleViewers.ts'

const DAY = 24 * 60 * 60_000
/** Longer than any client's timeout, in ms, so that a hanging provider hangs. */
const PROVIDER_TIMEOUT = 60_000

const ROUTES: readonly IndexRoute[] = [
  { route: 'POST /api/embed-token', description: 'The token handler, for one viewer who may see everything.' },
  { route: 'GET /emulator/info', description: 'The origins of all providers.' },
  { route: 'GET /emulator/summary', description: 'How many tokens were minted, loaded and expired.' },
  { route: 'GET /emulator/log', description: 'The events of tokens.' },
  { route: 'GET /emulator/pages', description: 'The embed pages that are or were open.' },
  { route: 'GET /emulator/events', description: 'The log as server-sent events.' },
  {
    route: 'GET /emulator/options/:provider/:resource',
    description: 'The options; PATCH changes and DELETE resets them.',
  },
]

/** The routes of the token server: `POST /api/embed-token`, and below `/emulator` the {@link controlRoutes}. */
export function tokenRoutes(emulator: Emulator): Hono {
  const { felt, explo, superset, metabase, getOptions } = emulator
  const links = Object.entries({ Felt: felt, Explo: explo, Superset: superset, Metabase: metabase }).map(
    ([name, { origin }]) => [origin, `${name}, emulated at ${origin}`],
  )
  const createHandler = () =>
    createTokenHandler({
      felt: { apiToken: felt.apiToken, origin: felt.origin, timeout: PROVIDER_TIMEOUT },
      explo: { apiToken: explo.apiToken, origin: explo.origin, timeout: PROVIDER_TIMEOUT },
      superset: { ...superset, timeout: PROVIDER_TIMEOUT },
      metabase,
      authorize(_request, requested) {
        if (requested.provider === 'metabase') {
          const { mintFault, lifetime } = getOptions('metabase', requested.dashboardId ?? requested.questionId)
          // The server signs these tokens, so no provider can reject the request.
          const status = isErrorFault(mintFault) ? FAULT_STATUS[mintFault] : undefined
          if (status === 500) throw new Error('The emulated server fails.')
          const expiration = `PT${lifetime / 1_000}S`
          const permissions = { params: METABASE_PARAMS, expiration }
          return status ?? { metabase: { ...permissions, dashboardIds: () => true, questionIds: () => true } }
        }
        // Explo reports no expiry: the minting server requests a lifetime, and so knows the expiry.
        const lifetime = requested.provider === 'explo' ? (getOptions('explo', requested.embedId).lifetime ?? DAY) : DAY
        return {
          felt: { userEmail: FELT_VIEWER, mapIds: () => true },
          superset: { rls: [], user: { username: SUPERSET_VIEWER }, dashboardIds: () => true },
          explo: {
            customerId: EXPLO_VIEWER,
            embedIds: () => true,
            keyId: explo.secret.id,
            expiration: `PT${lifetime / 1_000}S`,
          },
        }
      },
      // Tests cause errors on purpose.
      onResponse() {},
    })
  let handler = createHandler()
  const app = new Hono()
  app.get('/', (c) =>
    c.html(
      indexPage(
        'Token server of the emulator',
        'For development and tests, with every provider emulated.',
        ROUTES,
        Object.fromEntries(links),
      ),
    ),
  )
  app.route('/emulator', controlRoutes(emulator))
  app.post('/api/embed-token', async (c) => {
    const response = await handler(c.req.raw)
    // The emulator rejects the requests for one resource: a delay for all requests of the account would affect other
    // tests.
    if (response.headers.has('retry-after')) handler = createHandler()
    return response
  })
  return app
}
