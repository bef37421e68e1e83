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
 * @param name of the server, for the error
 * @param port 0 is a free one
 * @throws an error with the system's code, such as `EADDRINUSE`, when the port cannot be listened on
 */
export async function startServer(app: RequestHandler, name: string, port = 0): Promise<LoopbackServer> {
  // The emulator runs inside other people's processes (Vite, Vitest): their `Request` and `Response` stay as they are.
  const server = createAdaptorServer({ fetch: (request: Request) => app.fetch(request), overrideGlobalObjects: false })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening').catch((cause: unknown) => {
    throw listenError(cause, name, port)
  })
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

/** Says which server, which port, and what to do: the system's own error has the port alone. */
function listenError(cause: unknown, name: string, port: number): unknown {
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const reason =
    code === 'EADDRINUSE'
      ? `port ${port} is in use, perhaps by an emulator from an earlier run. End the other program, or choose another port.`
      : code === 'EACCES'
        ? `this user may not listen on port ${port}. Choose a port above 1023.`
        : undefined
  return reason ? Object.assign(new Error(`${name} cannot start: ${reason}`), { code }) : cause
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}
