/**
 * `npm run mutate`: changes the core, the token store and the session in every way it can, and checks whether a test
 * notices. The core has to do with its own tests; `npm run mutate -- core`, `tokens` or `session` checks one of them.
 */
import { ensureInstalled } from './install.mjs'
import { localBin, run } from './run.mjs'

const [first, ...rest] = process.argv.slice(2)
const parts = ['core', 'tokens', 'session']
const isNamed = first !== undefined && parts.includes(first)

await ensureInstalled()
// Not UTC, so that a stamp read in the wrong zone is noticed.
const env = { TZ: 'America/Los_Angeles' }
for (const part of isNamed ? [first] : parts) {
  const args = ['run', `test/mutation/${part}.stryker.json`, ...(isNamed ? rest : process.argv.slice(2))]
  const { code } = await run(process.execPath, [localBin('@stryker-mutator/core', 'stryker'), ...args], { env })
  if (code !== 0) process.exitCode = code
}
