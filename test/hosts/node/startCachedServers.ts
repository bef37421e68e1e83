import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Emulator } from '../../../src/testing.ts'
import type { TokenCacheName } from './tokenCaches.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** The result of one request for a token. */
export interface Served {
  status: number
  token: string | undefined
  retryAfter: string | null
}

/** One process of the handler. */
export interface CachedServer {
  /** Requests the token of one viewer. Each viewer is another one. */
  ask(): Promise<Served>
  /** The errors that `onResponse` received. */
  errors: string[]
  close(): Promise<void>
}

/** The module of the process, bundled: Node 20 runs no TypeScript. Disposable. */
export async function buildCachedServer() {
  mkdirSync(`${HERE}.cache`, { recursive: true })
  const outDir = mkdtempSync(`${HERE}.cache/cached-`)
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: `${HERE}cachedServer.ts`, outDir, target: 'node20', rolldownOptions: { output: { format: 'es' } } },
  })
  return { file: `${outDir}/cachedServer.js`, remove: () => rmSync(outDir, { recursive: true, force: true }) }
}

/** Starts one process. @param cache no cache by default */
export async function startCachedServer(
  file: string,
  { explo }: Emulator,
  redisPort: number,
  cache?: TokenCacheName,
): Promise<CachedServer> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    EXPLO_API_TOKEN: explo.apiToken,
    EXPLO_API_ORIGIN: explo.origin,
    TOKEN_CACHE: cache ?? '',
    REDIS_PORT: String(redisPort),
  } as const
  // ioredis writes to stderr that it has lost its connection.
  const child = fork(file, { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const errors: string[] = []
  child.on('message', ({ error }: { error?: string }) => void (error !== undefined && errors.push(error)))
  const port = await portOf(child)
  let viewers = 0

  return {
    errors,
    async ask() {
      const response = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-viewer': `viewer-${(viewers += 1)}` },
        body: JSON.stringify({ provider: 'explo', embedId: 'sales' }),
      })
      const { token } = (await response.json()) as { token?: string }
      return { status: response.status, token, retryAfter: response.headers.get('retry-after') }
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('message', ({ port }: { port?: number }) => void (port !== undefined && resolve(port)))
    child.once('exit', (code) => reject(new Error(`The process ended with code ${code}.`)))
  })
}
