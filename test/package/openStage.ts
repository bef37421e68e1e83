import { once } from 'node:events'
import { createServer } from 'node:net'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { createEmulator, type EmulatedProvider, type Emulator } from '../../src/testing.ts'
import { tokenRoutes } from '../../src/testing/tokenRoutes.ts'
import { buildPages } from '../support/buildPages.ts'
import { type BrowserOptions, launchChromium } from '../support/launchChromium.ts'
import { portOf, serveHost } from '../support/serveHost.ts'
import { type WatchedApp, watchApp } from './watchApp.ts'

/** How to start the browser, and where to put what is built. */
export interface StageOptions extends BrowserOptions {
  folder: string
}

/** Long enough for a busy machine to refresh in time, and for the library not to call it short; in ms. */
const LIFETIME = 36_000

/** The providers on `127.0.0.1` and a browser, for apps on `localhost`. */
export interface Stage {
  emulator: Emulator
  /** The origin of each provider. */
  origins: Record<EmulatedProvider, string>
  /** Environment of a server for minting at these providers. */
  env: Record<string, string>
  /** Serves a folder of files, with a token endpoint of its own; resolves with its address. */
  serve(folder: string): Promise<string>
  freePort(): Promise<number>
  /** Resolves when a server answers. */
  untilItAnswers(origin: string): Promise<void>
  /**
   * Opens an app and resolves when each of its embeds was visible and has been refreshed.
   *
   * @throws what was missing, or what the page complained of
   */
  watch(app: WatchedApp): Promise<void>
  close(): Promise<void>
}

/** Starts it all. */
export async function openStage({ folder, ...browserOptions }: StageOptions): Promise<Stage> {
  const pages = await buildPages(`${folder}/pages`)
  const options = { lifetime: LIFETIME }
  const emulator = await createEmulator({ pages, felt: options, explo: options, superset: options, metabase: options })
  const { felt, explo, superset, metabase } = emulator
  const browser = await launchChromium(browserOptions)
  return {
    emulator,
    origins: { felt: felt.origin, explo: explo.origin, superset: superset.origin, metabase: metabase.origin },
    env: {
      FELT_API_TOKEN: felt.apiToken,
      FELT_ORIGIN: felt.origin,
      EXPLO_API_TOKEN: explo.apiToken,
      EXPLO_ORIGIN: explo.origin,
      EXPLO_EXPIRATION: `PT${LIFETIME / 1_000}S`,
    },
    async serve(files) {
      const app = new Hono().route('/', tokenRoutes(emulator)).use('*', serveStatic({ root: files }))
      const host = await serveHost(app)
      emulator.closing.addEventListener('abort', host.close)
      return host.origin
    },
    async freePort() {
      const server = createServer().listen(0, 'localhost')
      await once(server, 'listening')
      const port = portOf(server.address())
      server.close()
      await once(server, 'close')
      return port
    },
    async untilItAnswers(origin) {
      while (!(await fetch(origin, { method: 'HEAD' }).catch(() => undefined))) {
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    watch: (app) => watchApp(app, browser, emulator),
    async close() {
      await browser.close()
      await emulator.close()
    },
  }
}
