import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { isRecord } from '../core/isRecord.ts'
import type { ProviderContext } from './providerContext.ts'

/** Creates the common routes of all providers' pages: assets and heartbeats. */
export function pageRoutes({ pages, events }: Pick<ProviderContext, 'pages' | 'events'>): Hono {
  const app = new Hono()
  app.get(
    '/pages/assets/*',
    serveStatic({
      root: pages,
      rewriteRequestPath: (path) => path.replace(/^\/pages/, ''),
      // File names contain a hash of the content.
      onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  )
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.post('/heartbeat', async (c) => {
    const beat: unknown = await c.req.json().catch(() => undefined)
    if (!isRecord(beat) || typeof beat.pageId !== 'string') return c.body(null, 400)
    if (beat.isLeaving === true) events.pageTracker.markClosed(beat.pageId)
    else events.pageTracker.recordHeartbeat(beat.pageId, beat.isVisible !== false)
    return c.body(null, 204)
  })
  return app
}
