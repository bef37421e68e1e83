import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { EndpointSetup, ServedEndpoint } from '../server/handlerContract.ts'

/** How one example is made and started, each a command of npm's. */
export interface ExampleCommands {
  /** The folder below `examples`. */
  name: string
  build?: readonly string[]
  start: (port: number) => readonly string[]
  /** It serves a page, too. */
  hasPage?: boolean
}

/** Builds an example and starts it as in production, with the emulated vendors, on this machine only. */
export async function startExample(
  { name, build, start, hasPage = false }: ExampleCommands,
  { felt, explo, allowedOrigin }: EndpointSetup,
): Promise<ServedEndpoint> {
  const port = await freePort()
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    FELT_API_TOKEN: felt.apiToken,
    FELT_ORIGIN: felt.origin,
    EXPLO_API_TOKEN: explo.apiToken,
    EXPLO_API_ORIGIN: explo.origin,
    APP_ORIGIN: allowedOrigin,
    PORT: String(port),
  }
  const written: string[] = []
  const npm = (args: readonly string[]): ChildProcess => {
    const cwd = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
    // In a process group of its own, as npm leaves behind what it started.
    const child = spawn('npm', [...args], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => void written.push(String(chunk)))
    return child
  }
  const log = (): string => written.join('')

  if (build) {
    const [code] = await once(npm(build), 'close')
    if (code !== 0) throw new Error(`the example ${name} was not built:\n${log()}`)
  }
  const server = npm(start(port))
  const ended = once(server, 'close')
  const origin = `http://localhost:${port}`
  const hasEnded = ended.then(() => Promise.reject(new Error(`the example ${name} ended:\n${log()}`)))
  await Promise.race([untilItAnswers(origin), hasEnded])
  hasEnded.catch(() => {})
  if (hasPage && !(await hasWholePage(origin))) throw new Error(`the example ${name} has no page:\n${log()}`)
  return {
    url: `${origin}/api/embed-token`,
    log,
    async close() {
      if (server.pid) process.kill(-server.pid, 'SIGKILL')
      await ended
    },
  }
}

/** Whether there is a page, and every script that it names. */
async function hasWholePage(origin: string): Promise<boolean> {
  const page = await fetch(origin)
  const scripts = (await page.text()).matchAll(/<script[^>]+src="([^"]+)"/g)
  const answers = await Promise.all([...scripts].map(([, src = '']) => fetch(new URL(src, origin))))
  return page.ok && answers.length > 0 && answers.every(({ ok }) => ok)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function untilItAnswers(origin: string): Promise<void> {
  for (;;) {
    const answer = await fetch(origin, { method: 'HEAD' }).catch(() => undefined)
    if (answer) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
