/** The playground's server, on this machine only: `npm start`, and what opens its pages. */
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
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

/** Another server may use one address only, and the address of `localhost` differs between machines. */
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
async function untilServed(address, signal) {
  for (;;) {
    signal.throwIfAborted()
    const isServed = await fetch(address, { signal }).then(
      (response) => response.ok,
      () => false,
    )
    if (isServed) return
    await sleep(300)
  }
}

/**
 * Starts the playground.
 *
 * @param {object} [options]
 * @param {boolean} [options.quiet] without its output
 * @returns {Promise<{ address: string, served: Promise<void>, ended: Promise<{ code: number }>, stop: () => void }>}
 */
export async function startPlayground({ quiet = false } = {}) {
  const port = await freePort()
  const address = `http://localhost:${port}`
  const stopped = new AbortController()
  const gone = new AbortController()
  const options = ['--host', 'localhost', '--no-open', '--ci', '--disable-telemetry', '--no-version-updates']
  const ended = run(process.execPath, [localBin('storybook'), 'dev', '--port', String(port), ...options], {
    env: { STORYBOOK_DISABLE_TELEMETRY: '1' },
    quiet,
    signal: stopped.signal,
  })
  void ended.then(() => gone.abort(new Error('The playground has ended.')))
  return { address, served: untilServed(address, gone.signal), ended, stop: () => stopped.abort() }
}
