/** Starting other programs so that none of them outlives us. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
/** @type {NodeJS.Signals | undefined} */
let stoppedBy

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function end(child, signal) {
  child.kill(signal)
  // A program that ignores a polite signal must not be left behind.
  setTimeout(() => child.exitCode === null && child.signalCode === null && child.kill('SIGKILL'), 5000).unref()
}

/** @param {NodeJS.Signals} signal */
function exitBy(signal) {
  process.exit(128 + (constants.signals[signal] ?? 1))
}

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  stoppedBy ??= signal
  if (running.size === 0) exitBy(signal)
  for (const child of running) end(child, signal)
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop)

// npm passes a signal on to its shell only, which ends without passing it on to us: then we find ourselves adopted.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop('SIGTERM')
  }, 500).unref()
}

/**
 * Runs a program to its end. Never rejects: a program that cannot be started ends with code 127.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {boolean} [options.quiet] keep the output (see `output`) instead of showing it
 * @param {number} [options.limit] milliseconds after which it is ended
 * @param {NodeJS.ProcessEnv} [options.env] variables set besides our own
 * @param {boolean} [options.shell]
 * @param {string} [options.cwd] where, instead of in the repository's root
 * @param {AbortSignal} [options.signal] ends it
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
export function run(command, args, { quiet = false, limit, env, shell = false, cwd = root, signal } = {}) {
  return new Promise((resolve) => {
    let output = ''
    let timedOut = false
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      // No stdin: a check that asks a question would wait forever.
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    running.add(child)
    const stopThis = () => end(child, 'SIGTERM')
    signal?.addEventListener('abort', stopThis, { once: true })
    const timer =
      limit &&
      setTimeout(() => {
        timedOut = true
        end(child, 'SIGTERM')
      }, limit)
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))

    /** @param {number} code */
    const done = (code) => {
      if (!running.delete(child)) return
      clearTimeout(timer)
      signal?.removeEventListener('abort', stopThis)
      if (stoppedBy && running.size === 0) exitBy(stoppedBy)
      if (!stoppedBy) resolve({ code, output, timedOut })
    }
    child.on('error', (error) => {
      output += error.message
      if (child.pid === undefined) done(127)
    })
    child.on('exit', (code, signal) => {
      const ending = () => done(code ?? 128 + (signal ? constants.signals[signal] : 1))
      child.on('close', ending)
      // Its last output may still be in flight, but a grandchild with an open pipe must not delay this process.
      setTimeout(ending, 2000).unref()
    })
  })
}

/**
 * The output of a program that {@link run} keeps quiet.
 *
 * @param {ReturnType<typeof run>} ending
 * @param {string} [what] for the error
 * @throws with all that it wrote, where it did not end well
 */
export async function fine(ending, what = 'It') {
  const { code, output, timedOut } = await ending
  if (timedOut) throw new Error(`${what} took too long.\n${output}`)
  if (code !== 0) throw new Error(`${what} ended with code ${code}.\n${output}`)
  return output
}

/**
 * The script behind a command of an installed package, to be started with `process.execPath`: unlike
 * `node_modules/.bin` this is the same on Windows.
 *
 * @param {string} name the package
 * @param {string} [command] which of its commands
 */
export function localBin(name, command = name) {
  const folder = join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/**
 * Runs npm: the one we were started by, where there is one.
 *
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function npm(args, options) {
  const script = process.env.npm_execpath
  return script && /npm-cli\.c?js$/.test(script)
    ? run(process.execPath, [script, ...args], options)
    : run('npm', args, { ...options, shell: process.platform === 'win32' })
}
