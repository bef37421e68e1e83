import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Plugin } from 'vite'
import { createEmulator } from '../../src/testing.ts'
import { tokenRoutes } from '../../src/testing/tokenRoutes.ts'
import { buildPages } from './buildPages.ts'
import { accountRoutes, describeAccounts, readAccounts } from './providerAccounts.ts'
import { providerResponses } from './providerResponses.ts'

interface SharedEmulator {
  /** The host's server. */
  server: Hono
  close(): Promise<unknown>
}
interface Shared {
  users: number
  running: Promise<SharedEmulator> | undefined
}

/**
 * One emulator per process: Storybook and Vitest run several Vite servers, and each may load this module again,
 * so shared state is on the global object.
 */
const SHARED = Symbol.for('react-private-embed.emulator')
const holder: typeof globalThis & { [SHARED]?: Shared } = globalThis
const shared = (holder[SHARED] ??= { users: 0, running: undefined })

async function start(): Promise<SharedEmulator> {
  // Tests meet no real provider, whatever is in the environment.
  const accounts = readAccounts(process.env.VITEST ? {} : process.env)
  if (!process.env.VITEST) console.log(`\n${describeAccounts(accounts)}\n`)
  const folder = join(tmpdir(), `react-private-embed-pages-${process.pid}`)
  // At the exit and not when the servers close: Ctrl-C never gets there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const emulator = await createEmulator({ pages: await buildPages(folder) })
  const server = accountRoutes(accounts).route('/', tokenRoutes(emulator)).route('/', providerResponses(emulator))
  return { server, close: () => emulator.close() }
}

async function stop(): Promise<void> {
  const { running } = shared
  shared.running = undefined
  await running?.then(({ close }) => close())
}

/**
 * A Vite plugin that gives a dev server all emulated providers, the host's token endpoint (`/api/embed-token`) and the
 * emulator's control routes (`/emulator/*`). For Storybook's dev server and Vitest's browser projects alike.
 */
export function emulatorPlugin(): Plugin {
  return {
    name: 'react-private-embed:emulator',
    apply: 'serve',
    async configureServer(server) {
      shared.users += 1
      const { server: app } = await (shared.running ??= start())
      const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
      server.middlewares.use((incoming, outgoing, next) => {
        const isOurs = /^\/(api\/embed-token|emulator\/)/.test(incoming.url ?? '')
        if (isOurs) void listener(incoming, outgoing)
        else next()
      })
    },
    async closeBundle() {
      // Called for each environment of a server that closes; every server has exactly one of this name.
      if (this.environment.name !== 'client') return
      shared.users -= 1
      if (shared.users === 0) await stop()
    },
  }
}
