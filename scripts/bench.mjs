/** `npm run bench`: how fast things are, as ratios in one run on one machine. No number here means anything by itself. */
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root } from './run.mjs'

try {
  await ensureInstalled()
  // Not before the packages are there.
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(join(root, 'test/bench/bench.ts'), { logLevel: 'warn' })
  await module.bench()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
