/** A browser to run tests in: the one that is there, else one that is installed now. */
import { aptGet, hasApt, lastLines } from './apt.mjs'
import { browsers, isExecutable, testBrowser } from './find-browser.mjs'
import { withLock } from './lock.mjs'
import { localBin, run } from './run.mjs'

export { browserArgs, testBrowser } from './find-browser.mjs'

const minute = 60_000

/** A file may be there and still not start: Ubuntu's stub that asks for a snap, a download without its libraries. */
async function firstThatStarts() {
  for (const path of browsers()) {
    // On Windows `--version` opens a window instead of answering.
    if (process.platform === 'win32') return path
    const { code, output } = await run(path, ['--version'], { quiet: true, limit: minute })
    if (code === 0 && /chrom/i.test(output)) return path
    console.log(`${path} does not start; looking further.`)
  }
  return undefined
}

async function downloadWithPlaywright() {
  let cli
  try {
    cli = localBin('playwright')
  } catch {
    return 'playwright: not installed'
  }
  console.log("No Chromium found: trying Playwright's download ...")
  const { code, output, timedOut } = await run(process.execPath, [cli, 'install', 'chromium'], {
    quiet: true,
    limit: 5 * minute,
    // A network that swallows packets should be noticed soon; a slow one gets the whole limit.
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  })
  return code === 0 ? undefined : `playwright install: ${timedOut ? 'took too long' : lastLines(output)}`
}

async function installWithApt() {
  if (!hasApt() || process.getuid?.() !== 0) return 'apt-get: only as root, where it exists'
  console.log('Installing Chromium with apt-get (this may take a few minutes) ...')
  // Without a font package text has no glyphs, and so no size.
  const packages = ['chromium', 'fonts-liberation', 'fonts-dejavu-core']
  await aptGet(['update'])
  const install = (/** @type {string[]} */ ...names) => aptGet(['install', '-y', '--no-install-recommends', ...names])
  // Not every distribution has a headless shell, and tests do without.
  if ((await install(...packages, 'chromium-headless-shell')).code === 0) return undefined
  const { code, output } = await install(...packages)
  return code === 0 ? undefined : `apt-get install: ${lastLines(output)}`
}

/**
 * The path of a Chromium or Chrome that starts. `CHROMIUM_PATH` comes first, then Playwright's own, then an installed
 * one; when there is none, one is installed.
 *
 * @returns {Promise<string>}
 */
export async function ensureBrowser() {
  const asked = process.env.CHROMIUM_PATH
  if (asked && !isExecutable(asked)) {
    console.log(`CHROMIUM_PATH is set to ${asked}, which is not an executable file; looking for another browser.`)
  }
  const found = await firstThatStarts()
  if (found) return found

  return withLock('browser', async () => {
    const failures = []
    // The first step does nothing: the run we waited for may have installed it.
    for (const step of [async () => undefined, downloadWithPlaywright, installWithApt]) {
      const failure = await step()
      if (failure) failures.push(failure)
      const path = failure ? undefined : await firstThatStarts()
      if (path) return path
    }
    throw new Error(
      'No Chromium found, and none could be installed. ' +
        'Install Chrome or Chromium, or set CHROMIUM_PATH to its executable, and try again.\n' +
        failures.map((failure) => `  - ${failure}`).join('\n'),
    )
  })
}

/**
 * The paths of the browsers, for the environment of what runs tests.
 *
 * @returns {Promise<{ CHROMIUM_PATH: string, HEADLESS_SHELL_PATH: string | undefined }>}
 */
export async function ensureTestBrowsers() {
  const path = await ensureBrowser()
  // Before `CHROMIUM_PATH` is set by us, as it stands for a browser that was asked for.
  return { CHROMIUM_PATH: path, HEADLESS_SHELL_PATH: testBrowser(path).executablePath }
}
