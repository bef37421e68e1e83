import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { build } from 'vite'
import { createEmulator, type Emulator } from '../../src/testing.ts'
import { tokenRoutes } from '../../src/testing/tokenRoutes.ts'
import { buildPages } from '../support/buildPages.ts'
import { serveHost } from '../support/serveHost.ts'
import { installProbe } from './installProbe.ts'
import { LIFETIME } from './soakPage.ts'

/** How to start the browser. */
export interface BrowserOptions {
  executablePath: string
  args: string[]
}

/** Vendors, host page and browser, running. */
export interface Stage {
  emulator: Emulator
  context: BrowserContext
  page: Page
  close(): Promise<void>
}

/** The size of the host page, in CSS pixels. */
export const VIEWPORT = { width: 1000, height: 990 }

const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Starts it all: the host on `localhost` and the vendors on `127.0.0.1`, which are two sites. */
export async function startStage({ executablePath, args }: BrowserOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'react-private-embed-soak-'))
  // At the exit and not in a `finally`: Ctrl-C never gets there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const pages = await buildPages(join(folder, 'pages'))
  await buildHost(join(folder, 'host'))
  const emulator = await createEmulator({ pages, felt: { lifetime: LIFETIME }, explo: { lifetime: LIFETIME } })
  const app = new Hono()
  app.route('/', tokenRoutes(emulator))
  app.use('*', serveStatic({ root: join(folder, 'host') }))
  const host = await serveHost(app)

  // The signals are ours: ended by one, we take the browser along.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  const browser = await chromium.launch({ executablePath, args, ...signals })
  const context = await browser.newContext({ viewport: VIEWPORT })
  await context.addInitScript(installProbe)
  const page = await context.newPage()
  await page.goto(host.origin)
  await page.waitForFunction(() => 'soak' in window)
  return {
    emulator,
    context,
    page,
    async close() {
      await browser.close()
      await emulator.close()
      host.close()
    },
  }
}

/** Bundles the host page over the library as it was built, as an app would. */
async function buildHost(outDir: string): Promise<void> {
  const library = folderOf('../../dist/index.js')
  await build({
    configFile: false,
    root: folderOf('.'),
    envDir: false,
    logLevel: 'error',
    // Its types come from the sources, which are there before anything is built.
    resolve: { alias: [{ find: /^\.\.\/\.\.\/src\/index\.ts$/, replacement: library }] },
    build: { outDir, target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: 2_000 },
  })
}
