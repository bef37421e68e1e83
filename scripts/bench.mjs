/** `npm run bench`: how fast things are, as ratios in one run on one machine. No number here means anything by itself. */
import { ensureInstalled } from './install.mjs'
import { loadModule } from './load-module.mjs'

try {
  await ensureInstalled()
  const module = await loadModule('test/bench/bench.ts')
  await module.bench()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
