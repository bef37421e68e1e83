import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { build } from 'vite'
import type { EndpointSetup, ServedEndpoint } from '../../server/handlerContract.ts'
import { freePort, startProgram } from '../../support/appProcess.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** Nest requires decorators. */
const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
}

/** Starts a server in a process of its own, with the handler of `handler.ts`; only the port of its code is replaced. */
export async function startServerCode(
  name: string,
  code: string,
  { felt, explo, allowedOrigin }: EndpointSetup,
  isUp?: (url: string) => Promise<boolean>,
): Promise<ServedEndpoint> {
  const port = await freePort()
  const [before, after, ...more] = code.split('3000')
  if (after === undefined || more.length > 0) throw new Error(`${name} must name the port 3000 once.`)
  const folder = await createFolder()
  const { outputText } = ts.transpileModule(`${before}${port}${after}`, { compilerOptions: COMPILER_OPTIONS })
  writeFileSync(`${folder}/server.js`, outputText)
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    FELT_API_TOKEN: felt.apiToken,
    FELT_ORIGIN: felt.origin,
    EXPLO_API_TOKEN: explo.apiToken,
    EXPLO_API_ORIGIN: explo.origin,
    APP_ORIGIN: allowedOrigin,
  } as const
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const url = `http://localhost:${port}/api/embed-token`
  const program = { name, command: process.execPath, args: ['server.js'], cwd: folder, env, timeout: 60_000 }
  const server = await startProgram(program, url, isUp).catch((error: unknown) => {
    remove()
    throw error
  })
  return {
    url,
    log: server.log,
    async close() {
      await server.close()
      remove()
    },
  }
}

/** A folder with the handler as one module, which finds the frameworks of this workspace. */
async function createFolder(): Promise<string> {
  mkdirSync(`${HERE}.cache`, { recursive: true })
  const folder = mkdtempSync(`${HERE}.cache/server-`)
  writeFileSync(`${folder}/package.json`, JSON.stringify({ type: 'module' }))
  writeFileSync(`${folder}/handler.js`, await bundleHandler())
  return folder
}

let bundle: Promise<string> | undefined

/** The same for all servers of a test file. */
function bundleHandler(): Promise<string> {
  bundle ??= build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'node20', lib: { entry: `${HERE}handler.ts`, formats: ['es'] } },
  }).then((result) => {
    const [output] = Array.isArray(result) ? result : []
    const [chunk] = output?.output ?? []
    if (!chunk) throw new Error('The handler was not bundled.')
    return chunk.code
  })
  return bundle
}
