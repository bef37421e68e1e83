import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Readable } from 'node:stream'
import { until } from '../contract/until.ts'
import { type EngineDriver, WINDOW } from './engineDriver.ts'
import { openSandbox, type Sandbox } from './openSandbox.ts'

/** Programs needed to drive WebKitGTK. */
export interface WebKitPrograms {
  driverPath: string
  xServerPath: string
}

/** Starts WebKitGTK's own small browser, on a screen of its own that nobody sees. */
export async function driveWebKit({ driverPath, xServerPath }: WebKitPrograms): Promise<EngineDriver> {
  const sandbox = openSandbox()
  try {
    const DISPLAY = await startScreen(xServerPath, sandbox)
    const port = await freePort()
    sandbox.start(driverPath, [`--port=${port}`], { env: { DISPLAY } })
    const driver = `http://127.0.0.1:${port}`
    await until(() => command(driver, 'GET', '/status'))
    return await openSession(driver, sandbox)
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

async function openSession(driver: string, sandbox: Sandbox): Promise<EngineDriver> {
  const { sessionId, capabilities } = await command<{ sessionId: string; capabilities: { browserVersion: string } }>(
    driver,
    'POST',
    '/session',
    { capabilities: {} },
  )
  const session = `${driver}/session/${sessionId}`
  await command(session, 'POST', '/window/rect', { x: 0, y: 0, ...WINDOW })
  return {
    version: capabilities.browserVersion,
    open: (url) => command(session, 'POST', '/url', { url }),
    read: (expression) => command(session, 'POST', '/execute/sync', { script: `return ${expression}`, args: [] }),
    picture: () => command<string>(session, 'GET', '/screenshot'),
    async close() {
      // Ends the browser; where it does not, the sandbox will.
      await command(session, 'DELETE', '').catch(() => {})
      await sandbox.close()
    },
  }
}

/** @returns the name of the display */
async function startScreen(xServerPath: string, sandbox: Sandbox): Promise<string> {
  const screen = `${WINDOW.width}x${WINDOW.height}x24`
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp']
  const server = sandbox.start(xServerPath, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const gone = once(server, 'exit').then(() => Promise.reject(new Error('Xvfb did not start')))
  const named = once(server.stdio[3] as Readable, 'data')
  const [number] = (await Promise.race([named, gone])) as [Buffer]
  gone.catch(() => {})
  return `:${String(number).trim()}`
}

async function command<T>(base: string, method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(base + path, body ? { method, body: JSON.stringify(body) } : { method })
  const { value } = (await response.json()) as { value: T & { message?: string } }
  if (!response.ok) throw new Error(`${method} ${path}: ${value.message ?? response.status}`)
  return value
}

/** The driver takes no port of its own accord. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
