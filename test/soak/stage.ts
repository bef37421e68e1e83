import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { BrowserContext, Page } from 'playwright'
import { createEmulator, type Emulator } from '../../src/testing.ts'
import { tokenRoutes } from '../../src/testing/tokenRoutes.ts'
import { makeTempFolder } from '../support/makeTempFolder.ts'
import { buildHost } from '../support/buildHost.ts'
import { buildPages } from '../support/buildPages.ts'
import { type BrowserOptions, launchChromium } from '../support/launchChromium.ts'
import { serveHost } from '../support/serveHost.ts'
import { installProbe } from './installProbe.ts'
import { LIFETIME } from './soakPage.ts'

/** Providers, host page and browser, running. */
export interface Stage {
  emulator: Emulator
  context: BrowserContext
  page: Page
  close(): Promise<void>
}

/** The size of the host page, in CSS pixels. */
export const VIEWPORT = { width: 1000, height: 990 }

/** Starts it all: the host on `localhost` and the providers on `127.0.0.1`, which are two sites. */
export async function startStage(options: BrowserOptions): Promise<Stage> {
  const folder = makeTempFolder('soak')
  const pages = await buildPages(join(folder, 'pages'))
  const files = join(folder, 'host')
  await buildHost({ root: fileURLToPath(new URL('.', import.meta.url)), outDir: files })
  const emulator = await createEmulator({ pages, felt: { lifetime: LIFETIME }, explo: { lifetime: LIFETIME } })
  const app = new Hono()
  app.route('/', tokenRoutes(emulator))
  app.use('*', serveStatic({ root: files }))
  const host = await serveHost(app)

  const browser = await launchChromium(options)
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
