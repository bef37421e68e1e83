/**
 * `npm test`: the checks that each commit must pass, with one true count at the end. `npm run test:all` (`--all`) adds
 * those that take minutes, and `npm run test:long` (`--long`) runs these alone. `npm test -- ARGS` runs Vitest alone,
 * with ARGS.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureTestBrowsers } from './browser.mjs'
import { ensureInstalled } from './install.mjs'
import { localBin, npm, run } from './run.mjs'
import { printTimes } from './test-times.mjs'
import { vitestCounts } from './vitest-counts.mjs'

const minute = 60_000

/** By their files: Vitest sets up a browser's project before it leaves it out by name, and then never closes it. */
const withoutLong = ['--exclude', '**/*.long.test.*']

/** Generated scenarios in `test:all`. */
const fuzzRuns = 5000

/** @typedef {import('./vitest-counts.mjs').Counts} Counts */

/** @type {Array<Counts & { name: string, seconds: number }>} */
const results = []
/** What the time reporter wrote. @type {string[]} */
const times = []

/**
 * @param {string} name
 * @param {() => Promise<Counts & { output?: string }>} work
 * @param {boolean} [quiet] its output is shown when it has ended, as others run beside it
 */
async function check(name, work, quiet = false) {
  const title = `\n=== ${name} ===`
  if (!quiet) console.log(title)
  const start = performance.now()
  /** @param {unknown} error */
  const broken = (error) => {
    const note = error instanceof Error ? error.message : String(error)
    return { passed: 0, failed: 1, skipped: 0, note: note.split('\n')[0].slice(0, 100), output: note }
  }
  const { output = '', ...counts } = await work().catch(broken)
  if (quiet) console.log(title)
  if (output) console.log(output.trimEnd())
  results.push({ name, ...counts, seconds: (performance.now() - start) / 1000 })
  return counts.failed === 0
}

/** @param {ReturnType<typeof run>} ending @returns {Promise<Counts & { output: string }>} */
async function one(ending) {
  const { code, output } = await ending
  const counts = { passed: 0, failed: 0, skipped: 0, output }
  return code === 0 ? { ...counts, passed: 1 } : { ...counts, failed: 1, note: `exit code ${code}` }
}

/** The count in a script's last line. @param {ReturnType<typeof run>} ending @returns {Promise<Counts & { output: string }>} */
async function counted(ending) {
  const { code, output } = await ending
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1)
  if (!found) return { passed: 0, failed: 1, skipped: 0, note: `no count, exit code ${code}`, output }
  const [passed, failed] = [Number(found[1]), Number(found[2])]
  const failures = [...output.matchAll(/^FAILED +[\d.]+ s +(.*)$/gm)].map(([, name]) => name)
  return code !== 0 && failed === 0
    ? { passed, failed: 1, skipped: 0, note: `exit code ${code}`, output }
    : { passed, failed, skipped: 0, failures, output }
}

/** @param {string[]} args @param {NodeJS.ProcessEnv} env @param {boolean} [quiet] */
async function vitest(args, env, quiet = false) {
  const folder = mkdtempSync(join(tmpdir(), 'react-private-embed-'))
  // At the exit and not in a `finally`: Ctrl-C never gets there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'vitest.json')
  const timesFile = join(folder, 'times.json')
  const reporters = ['default', 'json', './scripts/time-reporter.mjs'].map((reporter) => `--reporter=${reporter}`)
  const command = [localBin('vitest'), 'run', ...reporters, `--outputFile.json=${file}`, ...args]
  const { code, timedOut, output } = await run(process.execPath, command, {
    env: { ...env, TEST_TIMES: timesFile },
    limit: 40 * minute,
    quiet,
  })
  times.push(timesFile)
  const counts = { ...vitestCounts(file, code), output: quiet ? output : '' }
  return timedOut ? { ...counts, failed: Math.max(counts.failed, 1), note: 'took too long' } : counts
}

/** Makes sure that all is there. @returns {Promise<NodeJS.ProcessEnv | undefined>} what the checks need */
async function prepare() {
  // Neither counts as a test unless it fails: then nothing after it can be trusted.
  const quietly = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ work) => {
    const fine = await check(name, () => work().then(() => ({ passed: 0, failed: 0, skipped: 0 })))
    if (fine) results.pop()
    return fine
  }
  if (!(await quietly('install', ensureInstalled))) return undefined
  /** @type {NodeJS.ProcessEnv} */
  const env = { STORYBOOK_DISABLE_TELEMETRY: '1' }
  await quietly('browser', async () => {
    Object.assign(env, await ensureTestBrowsers())
    console.log(`${env.HEADLESS_SHELL_PATH}, and ${env.CHROMIUM_PATH} where tabs must be real`)
  })
  return env
}

/** What runs no test: two at a time, as each needs one core. @param {NodeJS.ProcessEnv} env */
async function runStaticChecks(env) {
  const tool = (/** @type {string} */ name, /** @type {string} */ script, /** @type {string[]} */ ...args) =>
    check(name, () => one(run(process.execPath, [script, ...args], { quiet: true, env })), true)
  const ofSources = async () => {
    await tool('types', localBin('typescript', 'tsc'), '--noEmit')
    await tool('format', localBin('prettier'), '--check', '.')
    await tool('lint', localBin('oxlint'), '--deny-warnings')
  }
  const ofPackage = async () => {
    await check('build', () => one(npm(['run', 'build'], { quiet: true, env })), true)
    await tool('unused', localBin('knip'))
    await tool('publint', localBin('publint'), '--strict')
    const attw = ['--pack', '.', '--profile', 'esm-only', '--no-emoji']
    await tool('attw', localBin('@arethetypeswrong/cli', 'attw'), ...attw)
  }
  await Promise.all([ofSources(), ofPackage()])
}

/** @param {NodeJS.ProcessEnv} env */
async function runLongChecks(env) {
  const fuzz = ['scripts/fuzz.mjs', '--runs', String(fuzzRuns)]
  const tarball = ['run', 'check:package', '--', '--built']
  // Once for all that follows, as a build begins with an empty folder.
  if (!(await check('build', () => one(npm(['run', 'build'], { quiet: true, env })), true))) return
  const long = (/** @type {string} */ name, quiet = true) =>
    check(name, () => vitest([`--project=${name}-long`], env, quiet), quiet)
  // Side by side, and about equally long. What is measured in a browser shows its output at once.
  const lanes = [
    [() => long('serial', false), () => long('package')],
    [
      () => long('browser'),
      () => check('tarball', () => counted(npm(tarball, { quiet: true, limit: 20 * minute, env })), true),
      // Last, as it uses whatever cores the other lanes leave.
      () => check('fuzz', () => one(run(process.execPath, fuzz, { quiet: true, env })), true),
    ],
    [() => long('examples')],
  ]
  await Promise.all(
    lanes.map(async (lane) => {
      for (const begin of lane) await begin()
    }),
  )
}

/** @param {string[]} args */
async function runChecks(args) {
  const env = await prepare()
  if (!env) return
  const [only] = args.length === 1 ? args : []
  if (args.length > 0 && only !== '--all' && only !== '--long') {
    // A project named on the command line runs, including long projects.
    const isNamed = args.some((arg) => arg.startsWith('--project'))
    await check('vitest', () => vitest(isNamed ? args : [...withoutLong, ...args], env))
    return
  }
  if (only !== '--long') {
    await runStaticChecks(env)
    await check('vitest', () => vitest(withoutLong, env))
  }
  if (only) await runLongChecks(env)
}

function report() {
  const total = { passed: 0, failed: 0, skipped: 0 }
  times.forEach(printTimes)
  // Repeated at the end, as the output of a failure stands in the middle of thousands of lines.
  const failures = results.flatMap(({ name, failed, failures = [], note }) => {
    if (failed === 0) return []
    return (failures.length > 0 ? failures : [note]).map((failure) => `FAILED ${name}: ${failure}`)
  })
  if (failures.length > 0) console.log(`\n${failures.join('\n')}`)
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
