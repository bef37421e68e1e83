import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { build } from 'vite'
import { mintFeltToken } from '../../src/server.ts'
import { createEmulator, type Emulator } from '../../src/testing.ts'
import { tokenRoutes } from '../../src/testing/tokenRoutes.ts'
import { buildPages } from '../support/buildPages.ts'
import { serveHost } from '../support/serveHost.ts'
import { Shown } from './Shown.tsx'

/** A Content-Security-Policy, in a header or in the HTML. */
export interface Policy {
  header?: Record<string, string>
  meta?: string
}

/** A host whose server renders a page with a map in it, and Felt's stand-in. */
export interface Site {
  origin: string
  emulator: Emulator
  /** The page is sent with this policy from now on. */
  setPolicy(policy: Policy): void
  /** The page's script is answered when this resolves. */
  holdScript(until: Promise<unknown>): void
  close(): Promise<void>
}

/** Starts both: the host on `localhost`, the provider on `127.0.0.1`, which are two sites. */
export async function startSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'react-private-embed-ssr-'))
  const [pages] = await Promise.all([buildPages(join(folder, 'pages')), buildClient(folder)])
  const emulator = await createEmulator({ pages })
  const { origin, apiToken } = emulator.felt
  let held: Promise<unknown> = Promise.resolve()
  let policy: Policy = {}

  const app = new Hono()
  app.get('/', async (c) => {
    const order = { origin, apiToken, mapId: 'MapFromTheServer', userEmail: 'ada@example.com' }
    const data = { origin, initialToken: await mintFeltToken(order) }
    const html = renderToString(
      <StrictMode>
        <Shown data={data} />
      </StrictMode>,
    )
    c.header('Cache-Control', 'no-store')
    return c.html(page(html, JSON.stringify(data), policy.meta), 200, policy.header)
  })
  app.get('/client.js', async (c) => {
    await held
    return c.body(readFileSync(join(folder, 'client.js'), 'utf8'), 200, { 'Content-Type': 'text/javascript' })
  })
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.route('/', tokenRoutes(emulator))
  const host = await serveHost(app)

  return {
    origin: host.origin,
    emulator,
    setPolicy: (given) => void (policy = given),
    holdScript: (until) => void (held = until),
    async close() {
      host.close()
      await emulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function page(html: string, data: string, policy?: string): string {
  const meta = policy === undefined ? '' : `<meta http-equiv="Content-Security-Policy" content="${policy}">`
  return `<!doctype html><html lang="en"><head>${meta}<title>From the server</title></head><body>
<div id="root">${html}</div>
<script>window.data = ${data}; window.framesOfHtml = [...document.querySelectorAll('iframe')]</script>
<script type="module" src="/client.js"></script></body></html>`
}

async function buildClient(outDir: string): Promise<void> {
  await build({
    configFile: false,
    envDir: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL('client.tsx', import.meta.url)),
        formats: ['es'],
        fileName: () => 'client.js',
      },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
}
