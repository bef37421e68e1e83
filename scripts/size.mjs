/** `npm run size`: what an app downloads of the library, minified and gzipped. `npm test` holds it to its budgets. */
import { ensureInstalled } from './install.mjs'
import { loadModule } from './load-module.mjs'

try {
  await ensureInstalled()
  const { installBuilt } = await loadModule('test/package/builtPackage.ts')
  const { measureSizes } = await loadModule('test/package/measureSizes.ts')
  console.log('app                        at once   budget    later  (bytes; React and react-query not counted)')
  for (const { app, atOnce, budget, later } of await measureSizes(await installBuilt('code'))) {
    console.log([app.padEnd(24), ...[atOnce, budget, later].map((bytes) => String(bytes).padStart(8))].join(' '))
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
