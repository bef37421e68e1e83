import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createTokenHandler } from '../../../src/server.ts'
import { TOKEN_CACHES, type TokenCacheName } from './tokenCaches.ts'

/** A process that serves the handler with a shared cache. `startCachedServers.ts` starts it, and reads its messages. */
const { EXPLO_API_TOKEN, EXPLO_API_ORIGIN, TOKEN_CACHE, REDIS_PORT } = process.env

const handler = createTokenHandler({
  explo: { apiToken: EXPLO_API_TOKEN, origin: EXPLO_API_ORIGIN },
  cache: isTokenCacheName(TOKEN_CACHE) ? await TOKEN_CACHES[TOKEN_CACHE](Number(REDIS_PORT)) : undefined,
  authorize: (request) =>
    request.headers.has('x-viewer')
      ? { explo: { customerId: 'customer-7', embedIds: ['sales'], expiration: 'PT1H' } }
      : 401,
  onResponse: ({ error }) => void process.send?.({ error: error === undefined ? undefined : String(error) }),
})

const server = createServer(getRequestListener(handler, { overrideGlobalObjects: false })).listen(0, '127.0.0.1')
server.once('listening', () => process.send?.({ port: (server.address() as AddressInfo).port }))
// Also when the parent process is killed.
process.once('disconnect', () => process.exit())

function isTokenCacheName(name: string | undefined): name is TokenCacheName {
  return name !== undefined && name in TOKEN_CACHES
}
