import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createTokenHandler } from 'react-private-embed/server'
import { IDS, readSession, readViewer, signIn } from '../session.js'

const { FELT_API_TOKEN, FELT_ORIGIN, EXPLO_API_TOKEN, EXPLO_API_ORIGIN, APP_ORIGIN, PORT = '3000' } = process.env

const handler = createTokenHandler({
  felt: { apiToken: FELT_API_TOKEN, origin: FELT_ORIGIN },
  explo: { apiToken: EXPLO_API_TOKEN, origin: EXPLO_API_ORIGIN },
  allowedOrigins: [APP_ORIGIN ?? `http://localhost:${PORT}`],
  authorize: readSession,
})

const app = new Hono()
app.all('/api/embed-token', (c) => handler(c.req.raw))
app.get('/sign-in', (c) => signIn(c.req.raw))
app.get('/', (c) => c.html(page(readViewer(c.req.header('cookie')))))

/** A page to try the route with. @param {string | null} viewer */
const page = (viewer) => `<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Token endpoint</title>
<p>${viewer ? `You are signed in as ${viewer}.` : 'You are not signed in.'}
<a href="/sign-in?viewer=ada">Sign in as Ada</a> <a href="/sign-in?viewer=bob">Sign in as Bob</a> <a href="/sign-in">Sign out</a></p>
<button>Request a token</button> <output></output>
<script type="module">
  document.querySelector('button').onclick = async () => {
    const body = JSON.stringify({ provider: 'felt', mapId: ${JSON.stringify(IDS.mapId)} })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch('/api/embed-token', { method: 'POST', headers, body })
    const { expiresIn, message } = await response.json()
    document.querySelector('output').textContent = response.status + ': ' + (message ?? 'a token for ' + Math.round(expiresIn) + ' s')
  }
</script>
</html>`

const server = serve(
  { fetch: app.fetch, hostname: 'localhost', port: Number(PORT), overrideGlobalObjects: false },
  ({ port }) => {
    console.log(`http://localhost:${port}`)
  },
)
server.on('error', (error) => {
  const isInUse = 'code' in error && error.code === 'EADDRINUSE'
  console.error(isInUse ? `Port ${PORT} is in use. Choose another one: PORT=3001 npm start` : error)
  process.exit(1)
})
