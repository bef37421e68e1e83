/**
 * `npm run check:package`: the library as it is published. Packs it, installs the tarball in fresh copies of small apps
 * outside of the repository, builds them, and sees them work in Chromium against the emulator of both providers. Given
 * the names of folders in `test/package/apps`, it checks only these apps. With `--built` it packs the last build, as
 * others may use that at the same time.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBrowser, testBrowser } from './browser.mjs'
import { buildLibrary } from './build-library.mjs'
import { ensureInstalled } from './install.mjs'
import { loadModule } from './load-module.mjs'
import { checkApps } from './package-apps.mjs'
import { fine, npm } from './run.mjs'
import { findTarballFaults } from './tarball.mjs'

const counts = { passed: 0, failed: 0 }

/**
 * Runs a check, and prints its result and duration.
 *
 * @param {string} name
 * @param {() => Promise<unknown>} work
 * @returns {Promise<boolean>} whether it passed
 */
async function check(name, work) {
  const start = performance.now()
  const failure = await work().then(
    () => undefined,
    (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error)),
  )
  counts[failure === undefined ? 'passed' : 'failed']++
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6)
  console.log(`${failure === undefined ? 'ok    ' : 'FAILED'} ${seconds} s  ${name}`)
  if (failure !== undefined) console.log(failure.trimEnd().replace(/^/gm, '    '))
  return failure === undefined
}

/** @param {string} folder */
async function pack(folder) {
  const args = ['pack', '--json', '--silent', '--pack-destination', folder]
  const [{ filename, files }] = JSON.parse(await fine(npm(args, { quiet: true })))
  const paths = files.map((/** @type {{ path: string }} */ { path }) => path)
  await check(`the tarball holds what is needed, and nothing else (${paths.length} files)`, async () => {
    const faults = findTarballFaults(paths)
    if (faults.length > 0) throw new Error(faults.join('\n'))
  })
  return join(folder, filename)
}

const start = performance.now()
try {
  await ensureInstalled()
  const browser = testBrowser(await ensureBrowser())
  // By its true name: a bundler takes a file behind a link for another one.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'react-private-embed-package-')))
  // At the exit and not in a `finally`: Ctrl-C never gets there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { built: { type: 'boolean' } } })
  console.log('Building and packing ...')
  if (!values.built) await buildLibrary()
  const tarball = await pack(folder)
  const module = await loadModule('test/package/openStage.ts')
  const stage = await module.openStage({ ...browser, folder })
  await checkApps({ folder, stage, tarball, check, only: positionals })
  await stage.close()
} catch (error) {
  counts.failed++
  console.log(error instanceof Error ? error.message : error)
}
console.log(`\nTook ${((performance.now() - start) / 60_000).toFixed(1)} minutes.`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)
// A start that failed half way leaves servers listening; the folder goes with us.
process.exit(counts.failed === 0 ? 0 : 1)
