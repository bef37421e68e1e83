import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createTokenHandler } from 'react-private-embed/server'
import { readSession } from '../session.js'

const { FELT_API_TOKEN, FELT_ORIGIN, EXPLO_API_TOKEN, EXPLO_API_ORIGIN, APP_ORIGIN, PORT = '3000' } = process.env

const handler = createTokenHandler({
  felt: { apiToken: FELT_API_TOKEN, origin: FELT_ORIGIN },
  explo: { apiToken: EXPLO_API_TOKEN, origin: EXPLO_API_ORIGIN },
  allowedOrigins: [APP_ORIGIN ?? `http://localhost:${PORT}`],
  authorize: readSession,
})

const app = new Hono()
app.all('/api/embed-token', (c) => handler(c.req.raw))

serve({ fetch: app.fetch, hostname: 'localhost', port: Number(PORT), overrideGlobalObjects: false }, ({ port }) => {
  console.log(`http://localhost:${port}`)
})
