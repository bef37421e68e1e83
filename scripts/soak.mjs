/**
 * `npm run soak -- --minutes N`: the built library in Chromium, against the emulator of both providers, while things go
 * wrong at random. With `--seed S` they go wrong in the same order again.
 */
import { parseArgs } from 'node:util'
import { browserArgs, ensureBrowser } from './browser.mjs'
import { buildLibrary } from './build-library.mjs'
import { ensureInstalled } from './install.mjs'
import { loadModule } from './load-module.mjs'

function readOptions() {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } })
  const minutes = Number(values.minutes ?? 10)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
  if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error('--minutes takes a number above 0, --seed an integer.')
  return { minutes, seed }
}

try {
  const { minutes, seed } = readOptions()
  await ensureInstalled()
  const executablePath = await ensureBrowser()
  await buildLibrary()
  console.log(`Soaking for ${minutes} minutes with --seed ${seed} (Ctrl-C ends it)`)
  const module = await loadModule('test/soak/soak.ts')
  const isFine = await module.soak({ minutes, seed, executablePath, args: browserArgs })
  process.exitCode = isFine ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
// A start that failed half way leaves servers listening; the browser and the folders go with us.
process.exit()
