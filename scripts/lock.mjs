/** Locks across processes: two concurrent test runs must not install the same packages twice. */
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** @param {string} file */
function holderIsAlive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    // An empty file is one that is being written this moment.
    if (pid) process.kill(pid, 0)
    return true
  } catch (error) {
    // Only this says that nobody holds it: a file that cannot be read was given back just now.
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH'
  }
}

/**
 * Runs `work` while no other process that names the same lock does.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {number} [patience] milliseconds after which the lock is taken for abandoned
 * @returns {Promise<T>}
 */
export async function withLock(name, work, patience = 15 * 60_000) {
  const hash = createHash('sha256').update(`${process.getuid?.()} ${name}`).digest('hex').slice(0, 16)
  const file = join(tmpdir(), `react-private-embed-${hash}.lock`)
  const deadline = Date.now() + patience
  const release = () => rmSync(file, { force: true })
  for (let told = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
      if (Date.now() > deadline || !holderIsAlive(file)) {
        release()
        continue
      }
      if (!told) console.log('Waiting for another run that is installing the same ...')
      told = true
      await sleep(500)
    }
  }
  process.on('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}
