import { fileURLToPath } from 'node:url'
import type { EndpointSetup, ServedEndpoint } from '../server/handlerContract.ts'
import { freePort, runProgram, startProgram } from '../support/appProcess.ts'

/** How one example is made and started, each a command of npm's. */
export interface ExampleCommands {
  /** The folder below `examples`. */
  name: string
  build?: readonly string[]
  start: (port: number) => readonly string[]
  /** It serves a page, too. */
  hasPage?: boolean
}

/** Builds an example and starts it as in production, with the emulated providers, on this machine only. */
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
  } as const
  const cwd = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
  const npm = (args: readonly string[]) => ({ name: `the example ${name}`, command: 'npm', args, cwd, env })

  if (build) await runProgram(npm(build))
  const origin = `http://localhost:${port}`
  const { log, close } = await startProgram(npm(start(port)), origin)
  if (hasPage && !(await hasWholePage(origin))) {
    await close()
    throw new Error(`the example ${name} has no page:\n${log()}`)
  }
  return { url: `${origin}/api/embed-token`, log, close }
}

/** Whether there is a page, and every script that it names. */
async function hasWholePage(origin: string): Promise<boolean> {
  const page = await fetch(origin)
  const scripts = (await page.text()).matchAll(/<script[^>]+src="([^"]+)"/g)
  const answers = await Promise.all([...scripts].map(([, src = '']) => fetch(new URL(src, origin))))
  return page.ok && answers.length > 0 && answers.every(({ ok }) => ok)
}
