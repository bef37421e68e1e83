import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { putBuilt } from '../package/builtPackage.ts'
import { readPage } from '../package/markdown.ts'
import { type AppServer, freePort, runProgram, startProgram } from '../support/appProcess.ts'
import { readServerBlock } from './readServerBlock.ts'

/** A Next.js app to build and start. */
export interface NextAppSetup {
  /** The folder below `test/hosts` in which this version of Next.js is installed. */
  host: string
  hasCacheComponents?: boolean
  felt: { origin: string; apiToken: string }
}

/** Builds the app of `test/hosts/app` with the page of the guide, for one version of Next.js. */
export async function buildNextApp({ host, hasCacheComponents = false, felt }: NextAppSetup) {
  const folder = await createApp(host, hasCacheComponents)
  const next = createRequire(`${folder}/`).resolve('next/dist/bin/next')
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // Next.js 14 would add packages to the lock file of the repository.
    NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
    FELT_API_TOKEN: felt.apiToken,
    FELT_ORIGIN: felt.origin,
    ...(hasCacheComponents && { CACHE_COMPONENTS: '1' }),
  } as const
  const program = (args: readonly string[]) => ({
    name: `${host}: next ${args[0]}`,
    command: process.execPath,
    args: [next, ...args],
    cwd: folder,
    env,
  })
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  await runProgram(program(['build'])).catch((error: unknown) => {
    remove()
    throw error
  })

  return {
    remove,
    readOutput: () => readFiles(join(folder, '.next')),
    async start(): Promise<AppServer & { origin: string }> {
      const port = await freePort()
      const origin = `http://localhost:${port}`
      // Node would close a connection after five idle seconds, just when a request on it may set out.
      const args = ['start', '-p', String(port), '--keepAliveTimeout', '600000']
      const server = await startProgram(program(args), `${origin}/api/embed-token`)
      return { ...server, origin }
    },
  }
}

/** A copy, within the host's folder: there it finds that version of Next.js, and React as the version requires. */
async function createApp(host: string, hasCacheComponents: boolean): Promise<string> {
  const cache = fileURLToPath(new URL(`./${host}/.cache`, import.meta.url))
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'app-'))
  cpSync(fileURLToPath(new URL('./app', import.meta.url)), folder, { recursive: true })
  writeFileSync(join(folder, 'app/MapInTheHtml.tsx'), readGuidesComponent())
  writePagesRoutes(join(folder, 'pages/api'))
  const other = hasCacheComponents ? '(plain)' : '(suspended)'
  rmSync(join(folder, 'app', other), { recursive: true })
  await putBuilt(folder, 'code')
  return folder
}

/** The route of the guide for the pages router, and the same behind the body parser of Next.js. */
function writePagesRoutes(folder: string): void {
  const code = readServerBlock('Next.js Pages Router')
  const [before, after, ...more] = code.split('export const config = { api: { bodyParser: false } }')
  if (after === undefined || more.length > 0) throw new Error('The guide must switch off the body parser once.')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'pages-router.ts'), code)
  writeFileSync(join(folder, 'parsed-body.ts'), `${before}${after}`)
}

/** The component as the guide shows it; only its mint asks the emulator. */
function readGuidesComponent(): string {
  const { fences } = readPage('docs/ssr.md')
  const [component, ...others] = fences.filter(({ code }) => code.includes('function MapInTheHtml'))
  if (!component || others.length > 0) throw new Error('docs/ssr.md must show MapInTheHtml once.')
  const [before, after, ...more] = component.code.split('mintFeltToken({ ')
  if (after === undefined || more.length > 0) throw new Error('MapInTheHtml must call mintFeltToken once.')
  return `${before}mintFeltToken({ origin: process.env.FELT_ORIGIN, ${after}`
}

function readFiles(folder: string): { path: string; text: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(folder.length + 1), text: readFileSync(path, 'latin1') }))
}
