import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { type Browser, chromium, type Page } from 'playwright'
import { build, type PluginOption } from 'vite'
import { testBrowser } from '../../../scripts/find-browser.mjs'
import { createEmulator, type Emulator } from '../../../src/testing.ts'
import { tokenRoutes } from '../../../src/testing/tokenRoutes.ts'
import { buildPages } from '../../support/buildPages.ts'
import { makeTempFolder } from '../../support/makeTempFolder.ts'
import { serveHost } from '../../support/serveHost.ts'

/** A page of an app, compiled as the app would compile it, in Chromium. */
export interface HostApp {
  emulator: Emulator
  /** The scripts and style sheets of the app, as text. */
  output: string
  /** Opens the page, with the emulator's origins in its query. */
  open(options?: Parameters<Browser['newPage']>[0], query?: Record<string, string>): Promise<Page>
  /** The errors and warnings of all pages so far. */
  complaints: string[]
  close(): Promise<void>
}

/**
 * Builds and serves a page, with the development build of React.
 *
 * @param root the folder of its `index.html`
 * @param plugins of Vite
 */
export async function startHostApp(root: string, plugins: PluginOption[]): Promise<HostApp> {
  const folder = makeTempFolder('host')
  const outDir = `${folder}/app`
  const [browser, pages, output] = await Promise.all([
    chromium.launch(testBrowser()),
    buildPages(`${folder}/pages`),
    buildApp(root, outDir, plugins),
  ])
  const emulator = await createEmulator({ pages })
  const host = await serveHost(new Hono().route('/', tokenRoutes(emulator)).use(serveStatic({ root: outDir })))
  const complaints: string[] = []
  const { felt, explo } = emulator
  return {
    emulator,
    output,
    complaints,
    async open(options, query = {}) {
      const page = await browser.newPage(options)
      page.on('pageerror', (error) => void complaints.push(String(error)))
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      await page.goto(`${host.origin}/?${new URLSearchParams({ ...query, felt: felt.origin, explo: explo.origin })}`)
      return page
    },
    async close() {
      await browser.close()
      host.close()
      await emulator.close()
    },
  }
}

async function buildApp(root: string, outDir: string, plugins: PluginOption[]): Promise<string> {
  const result = await build({
    configFile: false,
    envDir: false,
    root,
    plugins,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { outDir, minify: false, reportCompressedSize: false, chunkSizeWarningLimit: 2_000 },
  })
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) => ('output' in each ? each.output : []))
  return outputs.map((each) => String(each.type === 'chunk' ? each.code : each.source)).join('\n')
}
