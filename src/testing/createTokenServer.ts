import type { Emulator } from './createEmulator.ts'
import type { LoopbackServer } from './startServer.ts'

/** A host's own server, emulated. */
export interface TokenServer {
  /** Answers one request: for a dev server's middleware, or a test that needs no port. */
  fetch(request: Request): Promise<Response>
  /**
   * Serves it on 127.0.0.1 until the emulator closes.
   *
   * @param port default: a free one
   * @throws an error with the system's code, such as `EADDRINUSE`, when the port cannot be listened on
   */
  listen(port?: number): Promise<LoopbackServer>
}

/**
 * A host's own server, with the emulator for its vendors: `POST /api/embed-token` is the library's token handler, for
 * one viewer who may see everything. Below `/emulator` is a hand on the emulator for other processes:
 *
 * - `GET /emulator/info`: the vendors' origins
 * - `GET /emulator/log`, `/pages`, `/summary`, `/events` (server-sent), each with `?resource=`: what happened
 * - `GET`, `PATCH`, `DELETE /emulator/options/:provider/:resource`: reads, changes and resets options, `*` for all
 *
 * @example
 * const server = createTokenServer(await createEmulator({ ports: { felt: 4801, explo: 4802 } }))
 * await server.listen(4800)
 */
export function createTokenServer(emulator: Emulator): TokenServer {
  const routes = import('./tokenRoutes.ts').then(({ tokenRoutes }) => tokenRoutes(emulator))
  const server: TokenServer = {
    fetch: async (request) => (await routes).fetch(request),
    async listen(port) {
      const { startServer } = await import('./startServer.ts')
      const listening = await startServer(server, 'The token server', port)
      emulator.log(`Tokens are served at ${listening.origin}/api/embed-token`)
      emulator.closing.addEventListener('abort', () => void listening.close())
      return listening
    },
  }
  return server
}
