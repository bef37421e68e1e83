import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createServer, type Plugin } from 'vite'
import { makeTempFolder } from '../support/makeTempFolder.ts'
import { emulatorPlugin } from '../support/emulatorPlugin.ts'
import { HOST_DEPENDENCIES } from '../support/hostDependencies.ts'
import type { CameraDesk, CameraCommand } from './cameraDesk.ts'

/** The host's server, with the providers behind it. */
export interface EngineHost {
  url: string
  /** Sets the receiver of the page's picture commands. */
  useCamera(desk: CameraDesk): void
  close(): Promise<void>
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Serves the page on `localhost` and the providers on `127.0.0.1`, which are two sites. */
export async function startHost(): Promise<EngineHost> {
  let camera: CameraDesk = () => Promise.reject(new Error('Nobody takes pictures.'))
  const server = await createServer({
    configFile: false,
    root: ROOT,
    envDir: false,
    publicDir: false,
    cacheDir: makeTempFolder('engines'),
    logLevel: 'warn',
    // Vite's own pages hold a script that reloads them when a file changes.
    appType: 'custom',
    server: { host: 'localhost', port: 0, hmr: false, ws: false, watch: null },
    // Found while the page runs, a dependency would make it load again.
    optimizeDeps: { noDiscovery: true, include: HOST_DEPENDENCIES },
    plugins: [emulatorPlugin(), pagePlugin((order) => camera(order))],
  })
  await server.listen()
  const [url] = server.resolvedUrls?.local ?? []
  if (!url) throw new Error('The host page has no address.')
  return { url, useCamera: (desk) => (camera = desk), close: () => server.close() }
}

/** Serves the page itself, and takes its orders for pictures. */
function pagePlugin(camera: CameraDesk): Plugin {
  const app = new Hono()
  app.get('/', async (c) => c.html(await readFile(new URL('index.html', import.meta.url), 'utf8')))
  app.post('/camera', async (c) => c.json((await camera(await c.req.json<CameraCommand>())) ?? null))
  app.onError((error, c) => c.text(error.message, 500))
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return {
    name: 'react-private-embed:engines-page',
    configureServer({ middlewares }) {
      middlewares.use((incoming, outgoing, next) => {
        if (/^\/(camera)?(\?|$)/.test(incoming.url ?? '')) void listener(incoming, outgoing)
        else next()
      })
    },
  }
}
