/** `npm run size`: what an app downloads of the library, minified and gzipped. `npm test` holds it to its budgets. */
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root } from './run.mjs'

try {
  await ensureInstalled()
  // Not before the packages are there.
  const { runnerImport } = await import('vite')
  /** @param {string} path */
  const load = async (path) => (await runnerImport(join(root, path), { logLevel: 'warn' })).module
  const { installBuilt } = await load('test/package/builtPackage.ts')
  const { measureSizes } = await load('test/package/measureSizes.ts')
  console.log('app                        at once   budget    later  (bytes; React and react-query not counted)')
  for (const { app, atOnce, budget, later } of await measureSizes(await installBuilt('code'))) {
    console.log([app.padEnd(24), ...[atOnce, budget, later].map((bytes) => String(bytes).padStart(8))].join(' '))
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
