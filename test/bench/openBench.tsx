import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { Browser, CDPSession, Page } from 'playwright'
import { renderToString } from 'react-dom/server'
import { mintFeltToken } from '../../src/server.ts'
import { createEmulator, type Emulator } from '../../src/testing.ts'
import { tokenRoutes } from '../../src/testing/tokenRoutes.ts'
import { makeTempFolder } from '../support/makeTempFolder.ts'
import { buildHost } from '../support/buildHost.ts'
import { buildPages } from '../support/buildPages.ts'
import { type BrowserOptions, launchChromium } from '../support/launchChromium.ts'
import { serveHost } from '../support/serveHost.ts'
import type { Origins, Rendered } from './page/benchPage.ts'
import { RenderedEmbed } from './page/RenderedEmbed.tsx'

/** Providers, a host's site and a browser, running. */
export interface Bench {
  emulator: Emulator
  /**
   * Opens a page of the host in a window of its own.
   *
   * @param path none for the page itself; `profiling/` for one whose React counts renders
   */
  open(path?: string): Promise<{ page: Page; session: CDPSession }>
  close(): Promise<void>
}

const root = fileURLToPath(new URL('page', import.meta.url))

/** Starts it all: the host on `localhost` and the providers on `127.0.0.1`, which are two sites. */
export async function openBench(options: BrowserOptions): Promise<Bench> {
  const folder = makeTempFolder('bench')
  const pages = await buildPages(join(folder, 'pages'))
  const files = join(folder, 'host')
  await buildHost({ root, outDir: files })
  // React counts renders in no other build that is made for production, and this one takes longer.
  const profiling = { base: '/profiling/', reactDom: 'react-dom/profiling' }
  await buildHost({ root, outDir: join(files, 'profiling'), ...profiling })
  const emulator = await createEmulator({ pages })
  const empty = await serveHost(
    new Hono().get('*', (c) => c.html('<!doctype html>')),
    '127.0.0.1',
  )
  const origins = { felt: emulator.felt.origin, explo: emulator.explo.origin, empty: empty.origin }
  const host = await serveHost(hostRoutes(emulator, origins, files))
  const browser = await launchChromium(options)
  return {
    emulator,
    open: (path = '') => open(browser, `${host.origin}/${path}`),
    async close() {
      await browser.close()
      await emulator.close()
      host.close()
      empty.close()
    },
  }
}

async function open(browser: Browser, address: string) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } })
  const page = await context.newPage()
  await page.goto(address)
  await page.waitForFunction(() => 'bench' in window)
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  return { page, session }
}

/** The host's page, also with an embed in it, and its token endpoint. */
function hostRoutes(emulator: Emulator, origins: Origins, files: string): Hono {
  const { origin, apiToken } = emulator.felt
  const told = (data: Partial<Window>, folder = ''): string =>
    readFileSync(join(files, folder, 'index.html'), 'utf8').replace(
      '<head>',
      `<head><script>Object.assign(window, ${JSON.stringify(data)})</script>`,
    )
  const app = new Hono()
  app.get('/', (c) => c.html(told({ origins })))
  app.get('/profiling/', (c) => c.html(told({ origins }, 'profiling')))
  app.get('/rendered/:maker/:resource', async (c) => {
    const resource = c.req.param('resource')
    const order = { origin, apiToken, mapId: resource, userEmail: 'ada@example.com' }
    const initialToken = await mintFeltToken(order)
    const maker = c.req.param('maker') === 'library' ? 'library' : 'bare iframe'
    const rendered: Rendered = { maker, resource, initialToken }
    const root = `<div id="root">${renderToString(<RenderedEmbed {...rendered} origin={origin} />)}</div>`
    const page = told({ origins, rendered }).replace('<div id="root"></div>', root)
    return c.html(page, 200, { 'Cache-Control': 'no-store' })
  })
  app.route('/', tokenRoutes(emulator))
  app.use('*', serveStatic({ root: files }))
  return app
}
