import { join } from 'node:path'
import { root } from './run.mjs'

/**
 * Loads a TypeScript module of this repository, and what it loads later on its own: Vite's own `runnerImport` closes
 * its runner before that.
 *
 * @param {string} path below the repository's folder
 */
export async function loadModule(path) {
  // Not before the packages are there.
  const { createServer } = await import('vite')
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'warn',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  return server.ssrLoadModule(join(root, path))
}
