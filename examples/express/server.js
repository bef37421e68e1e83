import { getRequestListener } from '@hono/node-server'
import react from '@vitejs/plugin-react'
import express from 'express'
import { createTokenHandler } from 'react-private-embed/server'
import { createServer } from 'vite'
import { IDS, readSession, readViewer, signIn } from '../session.js'

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

app.get('/api/viewer', (req, res) => void res.json({ viewer: readViewer(req.headers.cookie), ...IDS }))
app.get('/sign-in', getRequestListener(signIn, { overrideGlobalObjects: false }))

// Vite builds the page on request. In production, serve the output of `vite build`.
const page = await createServer({ root: import.meta.dirname, plugins: [react()], server: { middlewareMode: true } })
app.use(page.middlewares)

const server = app.listen(Number(PORT), 'localhost', (error) => {
  if (error) {
    const isInUse = error.code === 'EADDRINUSE'
    console.error(isInUse ? `Port ${PORT} is in use. Choose another one: PORT=3001 npm start` : error)
    process.exit(1)
  }
  console.log(`http://localhost:${server.address().port}`)
})
