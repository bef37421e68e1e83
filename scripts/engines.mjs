/**
 * `npm run test:engines`: the contract's scenarios in Chromium, Firefox and WebKitGTK, one after the other. What is
 * missing is installed; an engine that cannot be had is named, and ends nothing. `--engine firefox` (more than once)
 * for some of them, `--only TEXT` for the scenarios with this in `provider: name`.
 */
import { parseArgs } from 'node:util'
import { browserArgs, ensureBrowser } from './browser.mjs'
import { ensureInstalled } from './install.mjs'
import { loadModule } from './load-module.mjs'
import { ensureFirefox, ensureWebKit } from './other-browsers.mjs'

const known = {
  chromium: { name: 'Chromium', ensure: async () => ({ executablePath: await ensureBrowser(), args: browserArgs }) },
  firefox: { name: 'Firefox', ensure: async () => ({ executablePath: await ensureFirefox() }) },
  webkit: { name: 'WebKitGTK', ensure: ensureWebKit },
}

function readOptions() {
  const { values } = parseArgs({ options: { engine: { type: 'string', multiple: true }, only: { type: 'string' } } })
  const wanted = values.engine ?? Object.keys(known)
  const engines = wanted.map((name) => {
    if (name in known) return known[/** @type {keyof typeof known} */ (name)]
    throw new Error(`--engine takes one of ${Object.keys(known).join(', ')}.`)
  })
  return { engines, only: values.only }
}

/** @param {(typeof known)[keyof typeof known]} engine */
async function find({ name, ensure }) {
  try {
    return { name, programs: await ensure() }
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error)
    console.log(`${name} could not be had: ${missing}`)
    return { name, missing }
  }
}

try {
  const { engines, only } = readOptions()
  await ensureInstalled()
  const found = []
  for (const engine of engines) found.push(await find(engine))
  const module = await loadModule('test/engines/runEngines.ts')
  const isFine = await module.runEngines({ engines: found, only })
  process.exitCode = isFine ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
// A start that failed half way leaves servers listening; browsers and folders go with us.
process.exit()
