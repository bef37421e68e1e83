/** `npm test`: every check there is, with one true count at the end. `npm test -- ARGS` runs vitest alone, with ARGS. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { ensureInstalled } from './install.mjs'
import { localBin, npm, run } from './run.mjs'
import { vitestCounts } from './vitest-counts.mjs'

const vitestLimit = 40 * 60_000

/** @type {Array<import('./vitest-counts.mjs').Counts & { name: string, seconds: number }>} */
const results = []

/**
 * @param {string} name
 * @param {() => Promise<import('./vitest-counts.mjs').Counts>} work
 */
async function check(name, work) {
  console.log(`\n=== ${name} ===`)
  const start = performance.now()
  /** @param {unknown} error */
  const broken = (error) => {
    const note = error instanceof Error ? error.message : String(error)
    console.log(note)
    return { passed: 0, failed: 1, skipped: 0, note: note.split('\n')[0].slice(0, 100) }
  }
  const counts = await work().catch(broken)
  results.push({ name, ...counts, seconds: (performance.now() - start) / 1000 })
  return counts.failed === 0
}

/** @param {Promise<{ code: number }>} ending */
async function one(ending) {
  const { code } = await ending
  const counts = { passed: 0, failed: 0, skipped: 0 }
  return code === 0 ? { ...counts, passed: 1 } : { ...counts, failed: 1, note: `exit code ${code}` }
}

/** @param {string[]} args @param {NodeJS.ProcessEnv} env */
async function vitest(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'react-private-embed-'))
  // At the exit and not in a `finally`: Ctrl-C never gets there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code, timedOut } = await run(process.execPath, [localBin('vitest'), 'run', ...reporters, ...args], {
    env,
    limit: vitestLimit,
  })
  const counts = vitestCounts(file, code)
  return timedOut ? { ...counts, failed: Math.max(counts.failed, 1), note: 'took too long' } : counts
}

/** @param {string[]} args for vitest */
async function runChecks(args) {
  // Neither counts as a test unless it fails: then nothing after it can be trusted.
  const quietly = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ work) => {
    const fine = await check(name, () => work().then(() => ({ passed: 0, failed: 0, skipped: 0 })))
    if (fine) results.pop()
    return fine
  }
  if (!(await quietly('install', ensureInstalled))) return
  /** @type {NodeJS.ProcessEnv} */
  const env = { STORYBOOK_DISABLE_TELEMETRY: '1' }
  await quietly('browser', async () => {
    env.CHROMIUM_PATH = await ensureBrowser()
    console.log(env.CHROMIUM_PATH)
  })

  if (args.length === 0) {
    const node = process.execPath
    await check('format', () => one(run(node, [localBin('prettier'), '--check', '.'])))
    await check('lint', () => one(run(node, [localBin('oxlint'), '--deny-warnings'])))
    await check('types', () => one(run(node, [localBin('typescript', 'tsc'), '--noEmit'])))
    await check('build', () => one(npm(['run', 'build'], { env })))
    await check('unused', () => one(run(node, [localBin('knip')])))
    await check('publint', () => one(run(node, [localBin('publint'), '--strict'])))
    const attw = [localBin('@arethetypeswrong/cli', 'attw'), '--pack', '.', '--profile', 'esm-only', '--no-emoji']
    await check('attw', () => one(run(node, attw)))
  }
  await check('vitest', () => vitest(args, env))
}

function report() {
  const total = { passed: 0, failed: 0, skipped: 0 }
  console.log('\ncheck     result  passed  failed  skipped  seconds')
  for (const { name, passed, failed, skipped, seconds, note } of results) {
    const columns = [name.padEnd(9), failed > 0 ? 'FAILED' : 'ok    ', String(passed).padStart(6)]
    columns.push(String(failed).padStart(7), String(skipped).padStart(8), seconds.toFixed(1).padStart(8))
    console.log(columns.join(' ') + (note ? `  (${note})` : ''))
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
  return total.failed === 0
}

const given = process.argv.slice(2)
await runChecks(given[0] === '--' ? given.slice(1) : given)
process.exitCode = report() ? 0 : 1
