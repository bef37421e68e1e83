/** The dependencies, installed when they are missing or are not those of the lock file. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { npm, root } from './run.mjs'

const oldestNode = [20, 19]

/** @param {string} file */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * Why the installed packages are not the wanted ones. npm notes what it installed in a lock file of its own, as its
 * last step: content is compared because a checkout changes times without changing anything.
 *
 * @returns {string | undefined}
 */
function mismatch() {
  const wanted = packagesOf('package-lock.json')
  if (!existsSync(join(root, 'node_modules'))) return 'node_modules is missing'
  if (!wanted) return undefined
  const installed = packagesOf('node_modules/.package-lock.json')
  if (!installed) return 'node_modules is incomplete'

  for (const [path, { version, integrity, optional, devOptional }] of Object.entries(wanted)) {
    // The empty path is this package itself; optional ones are left out on other platforms.
    if (path === '' || (!installed[path] && (optional || devOptional))) continue
    if (installed[path]?.version !== version || installed[path]?.integrity !== integrity) {
      return `${path} is not the version of package-lock.json`
    }
    if (!existsSync(join(root, path))) return `${path} is missing`
  }
  return undefined
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new Error(`Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}.`)
}

/**
 * Makes sure that `node_modules` is what the lock file says. Works on a fresh clone.
 *
 * @returns {Promise<void>}
 */
export async function ensureInstalled() {
  checkNode()
  if (!mismatch()) return console.log('Dependencies are installed.')

  await withLock(`install ${root}`, async () => {
    const reason = mismatch()
    if (!reason) return console.log('Dependencies are installed.')
    // Without a lock file there is nothing for `npm ci` to follow.
    const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install'
    console.log(`Installing dependencies with "npm ${command}", because ${reason} ...`)
    // NODE_ENV=production would leave out what the tests need.
    const { code } = await npm([command, '--include=dev', '--prefer-offline', '--no-audit', '--no-fund'])
    if (code !== 0) {
      throw new Error(
        `"npm ${command}" failed with code ${code}. Check that the package registry can be reached and that ` +
          `package-lock.json fits package.json, then run "npm ${command}" yourself and try again.`,
      )
    }
  })
}
