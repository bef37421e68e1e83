/** A Redis for the tests of the shared cache: the one that is there, else Debian's, which is installed now. */
import { delimiter, join } from 'node:path'
import { installWithApt } from './apt.mjs'
import { isExecutable } from './find-browser.mjs'

/** @returns {string | undefined} */
function findRedis() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, 'redis-server')).find(isExecutable)
}

/**
 * The path of a `redis-server`, installed when there is none.
 *
 * @returns {Promise<string>}
 */
export async function ensureRedis() {
  const found = findRedis()
  if (found) return found
  const failure = await installWithApt(['redis-server'])
  const path = findRedis()
  if (path) return path
  throw new Error(
    `The tests of the shared cache need redis-server in the PATH: ${failure ?? 'it was installed elsewhere'}`,
  )
}
