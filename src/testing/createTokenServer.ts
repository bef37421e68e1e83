import type { Emulator } from './createEmulator.ts'
import type { LoopbackServer } from './startServer.ts'

/** An emulated server of a host app. */
export interface TokenServer {
  /** Handles one request, for a dev server's middleware, or a test without a port. */
  fetch(request: Request): Promise<Response>
  /**
   * Serves on 127.0.0.1 until the emulator closes.
   *
   * @param port default: a free one
   * @throws an error with the system's code, such as `EADDRINUSE`, when the port cannot be listened on
   */
  listen(port?: number): Promise<LoopbackServer>
}

/**
 * Creates a host app's server with the emulator as its providers: `POST /api/embed-token` is the library's token
 * handler, for one viewer with access to everything. Routes below `/emulator` control the emulator from other
 * processes:
 *
 * - `GET /emulator/info`: the providers' origins
 * - `GET /emulator/log`, `/pages`, `/summary`, `/events` (server-sent), each with `?resource=`: the event log
 * - `GET`, `PATCH`, `DELETE /emulator/options/:provider/:resource`: reads, changes and resets options, `*` for all
 *
 * @example
 * const server = createTokenServer(await createEmulator({ ports: { felt: 4801, explo: 4802 } }))
 * await server.listen(4800)
 */
export function createTokenServer(emulator: Emulator): TokenServer {
  const routes = import('./tokenRoutes.ts').then(({ tokenRoutes }) => tokenRoutes(emulator))
  return {
    fetch: async (request) => (await routes).fetch(request),
    async listen(port) {
      const [{ startServer }, { tokenServerApp }] = await Promise.all([
        import('./startServer.ts'),
        import('./tokenServerApp.ts'),
      ])
      const listening = await startServer(tokenServerApp(emulator, await routes), 'The token server', port)
      emulator.log(`Tokens are served at ${listening.origin}/api/embed-token`)
      emulator.closing.addEventListener('abort', () => void listening.close())
      if (emulator.closing.aborted) await listening.close()
      return listening
    },
  }
}
