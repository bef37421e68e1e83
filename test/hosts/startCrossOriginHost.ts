import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { build } from 'vite'
import { createEmulator, type Emulator } from '../../src/testing.ts'
import { type Fence, readPage } from '../package/markdown.ts'
import { freePort, startProgram } from '../support/appProcess.ts'
import { serveHost } from '../support/serveHost.ts'

const RECIPE = 'docs/recipes/vite-spa.md'
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HERE = fileURLToPath(new URL('.', import.meta.url))

/** The page and the API of the recipe, each on an origin of its own. */
export interface CrossOriginHost {
  /** On `localhost`. */
  pageOrigin: string
  /** The API listens on this port of `localhost` and of `127.0.0.1`. */
  apiPort: number
  emulator: Emulator
  close(): Promise<void>
}

/** Starts the code blocks of the recipe over the built library, with the emulator as Felt. */
export async function startCrossOriginHost(): Promise<CrossOriginHost> {
  mkdirSync(`${HERE}node/.cache`, { recursive: true })
  const folder = mkdtempSync(`${HERE}node/.cache/cross-origin-`)
  const { fences } = readPage(RECIPE)
  const emulator = await createEmulator({ pages: `${ROOT}dist/testing/pages` })
  await buildPage(folder, fences, emulator.felt.origin)
  const page = await serveHost(new Hono().use('/*', serveStatic({ root: `${folder}/page` })))
  const apiPort = await freePort()
  const api = await startApi({ folder, fences, emulator, apiPort, pageOrigin: page.origin })
  return {
    pageOrigin: page.origin,
    apiPort,
    emulator,
    async close() {
      await api.close()
      page.close()
      await emulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Returns the one code block that contains a text. */
function findCode(fences: readonly Fence[], text: string): string {
  const [found, ...others] = fences.filter(({ code }) => code.includes(text))
  if (!found || others.length > 0) throw new Error(`${RECIPE} must have one code block with ${text}.`)
  return found.code
}

/** Replaces texts, of which the code must contain each once. */
function replaceOnce(code: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((changed, [text, replacement]) => {
    if (changed.split(text).length !== 2) throw new Error(`The code of ${RECIPE} must contain ${text} once.`)
    return changed.replace(text, () => replacement)
  }, code)
}

/** Both pages in one: the query says which one is rendered, and where the API is. */
async function buildPage(folder: string, fences: readonly Fence[], felt: string): Promise<void> {
  const mapProps = `origin="${felt}" onStateChange={window.showState} mapId=`
  const write = (name: string, text: string): void =>
    writeFileSync(`${folder}/${name}.tsx`, replaceOnce(findCode(fences, text), { 'mapId=': mapProps }))
  write('CookieApp', "credentials: 'include'")
  write('BearerApp', 'getAccessToken()')
  writeFileSync(`${folder}/main.tsx`, readFileSync(`${HERE}crossOriginPage.tsx`))
  writeFileSync(
    `${folder}/index.html`,
    '<!doctype html><link rel="icon" href="data:,"><p id="status"></p><div id="root"></div><script type="module" src="/main.tsx"></script>',
  )
  await build({
    configFile: false,
    envDir: false,
    root: folder,
    logLevel: 'error',
    define: { 'import.meta.env.VITE_API_ORIGIN': 'window.apiOrigin' },
    build: { outDir: `${folder}/page`, target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: 2_000 },
  })
}

interface ApiOptions {
  folder: string
  fences: readonly Fence[]
  emulator: Emulator
  apiPort: number
  pageOrigin: string
}

function startApi({ folder, fences, emulator, apiPort, pageOrigin }: ApiOptions) {
  const code = replaceOnce(findCode(fences, 'hono/cors'), {
    'http://localhost:5173': pageOrigin,
    'process.env.FELT_API_TOKEN': 'process.env.FELT_API_TOKEN, origin: process.env.FELT_ORIGIN',
    'port: 3000': `port: ${apiPort}`,
  })
  const readSession = `function readSession({ headers }) {
    const [, name] = /^viewer=(\\w+)$/.exec(headers.get('cookie')) ?? /^Bearer (\\w+)$/.exec(headers.get('authorization')) ?? []
    return name === 'ada' ? { email: 'ada@example.com', maps: ['CjU1CMJPTAGofjOK3ICf1D', 'busy'] } : undefined
  }`
  writeFileSync(`${folder}/package.json`, JSON.stringify({ type: 'module' }))
  writeFileSync(`${folder}/server.js`, `${code}\n${readSession}\n`)
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    FELT_API_TOKEN: emulator.felt.apiToken,
    FELT_ORIGIN: emulator.felt.origin,
  } as const
  const program = { name: RECIPE, command: process.execPath, args: ['server.js'], cwd: folder, env, timeout: 60_000 }
  return startProgram(program, `http://localhost:${apiPort}/`)
}
