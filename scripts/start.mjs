/** `npm start`: the stories, served on this machine only. Needs no account, no key and, once installed, no network. */
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureInstalled } from './install.mjs'
import { localBin, run } from './run.mjs'

const firstPort = 6006

/** @param {number} port @param {string | undefined} host */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    // An address this machine does not have (no IPv6, say) is not a taken port.
    server.once('error', (error) => {
      resolve(/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE')
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** Somebody else's server may be on one address only, and which one `localhost` means differs. */
async function freePort() {
  for (let port = firstPort; port < firstPort + 100; port++) {
    let free = true
    for (const host of ['127.0.0.1', '::1', undefined]) free &&= await canListen(port, host)
    if (free) return port
    console.log(`Port ${port} is taken.`)
  }
  throw new Error(`No free port from ${firstPort} to ${firstPort + 99}.`)
}

/** @param {string} address @param {AbortSignal} signal */
async function announce(address, signal) {
  while (!signal.aborted) {
    const answers = await fetch(address, { signal }).then(
      (response) => response.ok,
      () => false,
    )
    if (answers) return console.log(`\nStories are served at ${address} (Ctrl-C ends it)\n`)
    await sleep(300)
  }
}

try {
  await ensureInstalled()
  const port = await freePort()
  const ended = new AbortController()
  const options = ['--host', 'localhost', '--no-open', '--ci', '--disable-telemetry', '--no-version-updates']
  const storybook = run(process.execPath, [localBin('storybook'), 'dev', '--port', String(port), ...options], {
    env: { STORYBOOK_DISABLE_TELEMETRY: '1' },
  })
  void announce(`http://localhost:${port}`, ended.signal)
  const { code } = await storybook
  ended.abort()
  process.exitCode = code
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
