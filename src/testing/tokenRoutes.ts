import { Hono } from 'hono'
import { createTokenHandler } from '../server/createTokenHandler.ts'
import { controlRoutes } from './controlRoutes.ts'
import type { Emulator } from './createEmulator.ts'
import { FAULT_STATUS, isErrorFault } from './providerContext.ts'
import { EXPLO_VIEWER, FELT_VIEWER, METABASE_PARAMS, SUPERSET_VIEWER } from './sampleViewers.ts'

const DAY = 24 * 60 * 60_000
/** Longer than any client's timeout, in ms, so that a hanging provider hangs. */
const PROVIDER_TIMEOUT = 60_000

/** The routes of the token server: `POST /api/embed-token`, and below `/emulator` the {@link controlRoutes}. */
export function tokenRoutes(emulator: Emulator): Hono {
  const { felt, explo, superset, metabase, getOptions } = emulator
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
          const permissions = { params: METABASE_PARAMS, expiration: toDuration(lifetime) }
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
            expiration: toDuration(lifetime),
          },
        }
      },
      // Tests cause errors on purpose.
      onResponse() {},
    })
  let handler = createHandler()
  const app = new Hono()
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

/** Returns the ISO 8601 duration of a lifetime in ms: at least a second, as the mint functions require. */
function toDuration(lifetime: number): string {
  return `PT${Math.max(1_000, lifetime) / 1_000}S`
}
