/**
 * `npm run bench`: how fast things are in Chromium, as ratios in one run on one machine. No number here means anything
 * by itself. With `--write` the tables go into `docs/internals/benchmarks.md`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { browserArgs, ensureBrowser } from './browser.mjs'
import { buildLibrary } from './build-library.mjs'
import { ensureInstalled } from './install.mjs'
import { loadModule } from './load-module.mjs'
import { root } from './run.mjs'

const target = join(root, 'docs/internals/benchmarks.md')

/** @param {string} tables */
async function write(tables) {
  const page = readFileSync(target, 'utf8').replace(
    /(<!-- tables -->\n)[^]*(\n<!-- end -->)/,
    (_, start, end) => `${start}\n${tables}\n${end}`,
  )
  writeFileSync(target, await format(page, { ...(await resolveConfig(target)), filepath: target }))
}

try {
  const { values } = parseArgs({ options: { write: { type: 'boolean' } } })
  await ensureInstalled()
  const executablePath = await ensureBrowser()
  await buildLibrary()
  // What is measured is what users get. Not before the packages are installed: without those for development nothing runs.
  process.env.NODE_ENV = 'production'
  const module = await loadModule('test/bench/bench.ts')
  const tables = await module.bench({ executablePath, args: browserArgs })
  console.log(`\n${tables}`)
  if (values.write) await write(tables)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
// A start that failed half way leaves servers listening; the browser and the folders go with us.
process.exit()
