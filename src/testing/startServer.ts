import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

/** A server on the loopback interface. */
export interface LoopbackServer {
  origin: string
  /** Stops listening and closes every open connection. */
  close(): Promise<void>
}

/** Request handler with the Web-standard signature. */
export interface RequestHandler {
  fetch(request: Request): Response | Promise<Response>
}

/**
 * Serves an app on `127.0.0.1`. Never on `localhost`: a host page there would be same-site, and iframes would
 * behave differently (focus, storage, processes).
 *
 * @param port 0 for a free port
 * @throws the system's error if the port is not available
 */
export async function startServer(app: RequestHandler, port = 0): Promise<LoopbackServer> {
  // The emulator runs inside other processes (Vite, Vitest): their `Request` and `Response` stay unchanged.
  const server = createAdaptorServer({ fetch: (request: Request) => app.fetch(request), overrideGlobalObjects: false })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!isAddressInfo(address)) throw new Error('The emulator has no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}
