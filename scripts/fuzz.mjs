/**
 * `npm run fuzz -- --runs N`: plays random worlds against the library until an invariant breaks. `--seed S` plays the
 * same worlds again, `--fault NAME` with a mistake built in, `--fault all` with each of them in turn.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { ensureInstalled } from './install.mjs'
import { localBin, run } from './run.mjs'

/**
 * Worlds per process, at most: to start one and to warm it up takes as long as to play a hundred and fifty, and a fresh
 * one now and then cannot hoard memory.
 */
const MAX_CHUNK = 2500

/** Output of fast-check for a counterexample. */
const COUNTEREXAMPLE = /Property failed after (\d+) tests[\s\S]*?path: "([^"]*)"[\s\S]*?Caused by: .*?Error.*?: (.*)/

/**
 * Runs generated scenarios in one process.
 *
 * @param {{ runs: number, seed: number, fault?: string, path?: string, haste?: boolean }} options
 */
async function play({ runs, seed, fault, path, haste }) {
  const env = {
    // React is a third faster so, and `npm test` plays with the other one.
    NODE_ENV: 'production',
    FUZZ_RUNS: String(runs),
    FUZZ_SEED: String(seed),
    FUZZ_FAULT: fault ?? '',
    FUZZ_PATH: path ?? '',
    FUZZ_HASTE: haste ? 'true' : '',
  }
  const args = [localBin('vitest'), 'run', '--project', 'fuzz', 'test/fuzz/freshness.test.ts']
  const { code, output } = await run(process.execPath, args, { env, quiet: true })
  const found = COUNTEREXAMPLE.exec(output)
  // Any other failure is not a counterexample: no scenario ran at all.
  if (code !== 0 && !found) throw new Error(output)
  return { output, found: found && { after: Number(found[1]), path: found[2], why: found[3] } }
}

/**
 * Plays worlds on all cores until one breaks an invariant.
 *
 * @param {{ runs: number, seed: number, fault?: string, path?: string, haste?: boolean }} options
 */
async function search({ runs, seed, fault, path, haste }) {
  const begun = performance.now()
  /** @type {{ after: number, path: string, why: string, seed: number, output: string } | undefined} */
  let counterexample
  const chunk = Math.min(MAX_CHUNK, Math.ceil(runs / availableParallelism()))
  let chunks = 0
  let started = 0
  let played = 0

  async function work() {
    while (started < runs && !counterexample) {
      const share = Math.min(chunk, runs - started)
      const seedHere = seed + chunks
      chunks += 1
      started += share
      const { output, found } = await play({ runs: share, seed: seedHere, fault, path, haste })
      played += found ? found.after : share
      if (found) counterexample ??= { ...found, seed: seedHere, output }
      if (!fault && !found)
        console.log(`${played} of ${runs} runs, ${Math.round((performance.now() - begun) / 1000)} s`)
    }
  }

  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return { played, counterexample }
}

/** @param {{ runs: number, seed: number, path?: string }} options @returns whether nothing was found */
async function findFlaws(options, /** @type {string | undefined} */ fault) {
  const { played, counterexample } = await search({ ...options, fault })
  if (!counterexample) {
    console.log(`Nothing found in ${played} runs.`)
    return true
  }
  const { output, seed, path } = counterexample
  console.log(output)
  const faultWords = fault ? ` --fault ${fault}` : ''
  console.log(`Found after ${played} runs. Again: npm run fuzz -- --seed ${seed} --path ${path}${faultWords}`)
  return false
}

/** @param {{ runs: number, seed: number }} options @returns whether each fault was found */
async function findAllFaults(options) {
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport('./test/fuzz/faults.ts', { logLevel: 'warn' })
  let missed = 0
  for (const { name } of module.faults) {
    const { played, counterexample } = await search({ ...options, fault: name, haste: true })
    if (!counterexample) missed++
    console.log(
      `${name.padEnd(34)} ${counterexample ? `found after ${played} runs: ${counterexample.why}` : `NOT FOUND in ${played} runs`}`,
    )
  }
  return missed === 0
}

try {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '2000' },
      seed: { type: 'string' },
      fault: { type: 'string' },
      path: { type: 'string' },
    },
  })
  const runs = values.path ? 1 : Number(values.runs)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 30))
  if (!(runs > 0) || !Number.isInteger(runs)) throw new Error('--runs takes an integer above 0.')
  if (values.path && !values.seed) throw new Error('--path takes the --seed that it was printed with.')
  if (!Number.isInteger(seed)) throw new Error('--seed takes an integer.')
  await ensureInstalled()
  console.log(`--seed ${seed}`)
  const options = { runs, seed, path: values.path }
  const isFine = values.fault === 'all' ? await findAllFaults(options) : await findFlaws(options, values.fault)
  process.exitCode = isFine ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
