import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

/** A server on the loopback interface. */
export interface LoopbackServer {
  origin: string
  /** Stops listening and ends every open connection. */
  close(): Promise<void>
}

/** What answers requests, as every Web-standard server takes it. */
export interface RequestHandler {
  fetch(request: Request): Response | Promise<Response>
}

/**
 * Serves an app on `127.0.0.1`. Never on `localhost`: a host page there would be of the same site, and frames then
 * behave otherwise (focus, storage, processes).
 *
 * @param port 0 is a free one
 * @throws the system's error when the port cannot be listened on
 */
export async function startServer(app: RequestHandler, port = 0): Promise<LoopbackServer> {
  // The emulator runs inside other people's processes (Vite, Vitest): their `Request` and `Response` stay as they are.
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
