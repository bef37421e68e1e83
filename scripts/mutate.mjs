/** `npm run mutate`: changes the core and the token query in every way it can, and sees whether a test notices. */
import { ensureInstalled } from './install.mjs'
import { localBin, run } from './run.mjs'

await ensureInstalled()
// Not UTC, so that a stamp read in the wrong zone is noticed.
const env = { TZ: 'America/Los_Angeles', VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' }
const args = ['run', 'test/mutation/stryker.config.json', ...process.argv.slice(2)]
const { code } = await run(process.execPath, [localBin('@stryker-mutator/core', 'stryker'), ...args], { env })
process.exitCode = code
