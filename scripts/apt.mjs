/** Debian packages, installed where that can be done without asking anybody. */
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isExecutable } from './find-browser.mjs'
import { withLock } from './lock.mjs'
import { run } from './run.mjs'

const minute = 60_000

/**
 * Installs packages, one run at a time.
 *
 * @param {string[]} packages
 * @returns {Promise<string | undefined>} why it could not be done
 */
export async function installWithApt(packages) {
  if (!hasApt()) return 'there is no apt-get here'
  if (process.getuid?.() !== 0) return `apt-get needs root: sudo apt-get install ${packages.join(' ')}`
  console.log(`Installing ${packages.join(', ')} with apt-get (this may take a few minutes) ...`)
  return withLock('browser', async () => {
    // It may fail where one of many sources does, and what is needed be there anyway.
    const updated = await aptGet(['update'])
    const { code, output } = await aptGet(['install', '-y', '--no-install-recommends', ...packages])
    if (code === 0) return undefined
    return [`apt-get install: ${lastLines(output)}`, ...(updated.code === 0 ? [] : [lastLines(updated.output)])].join(
      '; ',
    )
  })
}

/** Whether there is an apt-get to call. */
export function hasApt() {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, 'apt-get')))
}

/** Calls apt-get. @param {string[]} args */
export async function aptGet(args) {
  for (let attempt = 1; ; attempt++) {
    const result = await run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      quiet: true,
      limit: 15 * minute,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
    // That option does not cover the lock of `update`, so somebody else's apt-get is waited for here.
    if (result.code === 0 || attempt === 20 || !/could not get lock|unable to lock/i.test(result.output)) return result
    await sleep(5000)
  }
}

/** What a program said last. @param {string} output */
export function lastLines(output) {
  return output.trim().split('\n').slice(-4).join('\n    ')
}
