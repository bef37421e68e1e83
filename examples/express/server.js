import { getRequestListener } from '@hono/node-server'
import react from '@vitejs/plugin-react'
import express from 'express'
import { createTokenHandler } from 'react-private-embed/server'
import { createServer } from 'vite'
import { readSession } from '../session.js'

const { FELT_API_TOKEN, FELT_ORIGIN, EXPLO_API_TOKEN, EXPLO_API_ORIGIN, APP_ORIGIN, PORT = '3000' } = process.env

const handler = createTokenHandler({
  felt: { apiToken: FELT_API_TOKEN, origin: FELT_ORIGIN },
  explo: { apiToken: EXPLO_API_TOKEN, origin: EXPLO_API_ORIGIN },
  allowedOrigins: [APP_ORIGIN ?? `http://localhost:${PORT}`],
  authorize: readSession,
})

const app = express()
// Before express.json(), which would read the body.
app.all('/api/embed-token', getRequestListener(handler, { overrideGlobalObjects: false }))

// The page, made as it is asked for. In production, serve what `vite build` made.
const page = await createServer({ root: import.meta.dirname, plugins: [react()], server: { middlewareMode: true } })
app.use(page.middlewares)

const server = app.listen(Number(PORT), 'localhost', () => {
  console.log(`http://localhost:${server.address().port}`)
})
