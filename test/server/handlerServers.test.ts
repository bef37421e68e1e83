import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { createAdaptorServer, getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createTokenHandler } from '../../src/server.ts'
import { describeHandler, type EndpointSetup, type ServedEndpoint } from './handlerContract.ts'
import { authorize } from './session.ts'

/** Listens on this machine with a handler in this process. */
async function serve(
  { felt, explo, allowedOrigin }: EndpointSetup,
  toServer: (handler: (request: Request) => Promise<Response>) => Server,
): Promise<ServedEndpoint> {
  const written: string[] = []
  const handler = createTokenHandler({
    felt: { ...felt, timeout: 5_000 },
    explo: { ...explo, timeout: 5_000 },
    authorize,
    allowedOrigins: [allowedOrigin],
    onResponse: (event) => void written.push(inspect(event, { depth: 10, showHidden: true })),
  })
  const server = toServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/embed-token`,
    log: () => written.join('\n'),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describeHandler('the token handler on node:http', (setup) =>
  serve(setup, (handler) => createServer(getRequestListener(handler, { overrideGlobalObjects: false }))),
)

describeHandler('the token handler on Hono', (setup) =>
  serve(setup, (handler) => {
    const app = new Hono()
    app.all('/api/embed-token', (c) => handler(c.req.raw))
    return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  }),
)
