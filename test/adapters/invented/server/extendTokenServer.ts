import { Hono } from 'hono'
import { isRecord } from '../../../../src/core/isRecord.ts'
import { readBody } from '../../../support/readBody.ts'
import type { RunningProviders } from './startInventedProviders.ts'
import { INVENTED_PROVIDERS, isInvented } from './providerTraits.ts'

/**
 * The host's own server and the emulator's control routes, for the added providers too: the same addresses, answered here
 * where an added provider is meant, and by the emulator's own server in all other cases.
 */
export function extendTokenServer(server: Hono, { sites, events, options }: RunningProviders): Hono {
  const app = new Hono()
  const isOurs = (resource: string | undefined) => resource !== undefined && events.entries(resource).length > 0

  app.get('/emulator/info', async (c) => {
    const emulated: unknown = await (await server.request('/emulator/info')).json()
    const { chartly, pulse } = sites
    return c.json({ ...Object(emulated), chartly: { origin: chartly.origin }, pulse: { origin: pulse.origin } })
  })
  app.get('/emulator/log', (c, next) => {
    const resource = c.req.query('resource')
    return isOurs(resource) ? Promise.resolve(c.json(events.entries(resource))) : next()
  })
  app.get('/emulator/summary', (c, next) => {
    const resource = c.req.query('resource')
    return isOurs(resource) ? Promise.resolve(c.json(events.summary(resource))) : next()
  })
  app.patch('/emulator/options/:provider/:resource', async (c, next) => {
    const { provider, resource } = c.req.param()
    if (!isInvented(provider)) return next()
    try {
      options.set(provider, resource, await c.req.json())
    } catch (error) {
      return c.json({ code: 'UNKNOWN_OPTION', message: String(error) }, 400)
    }
    return c.json(options.get(provider, resource))
  })

  app.on('POST', ['/api/embed-token', '/emulator/provider-response'], async (c, next) => {
    const body = await readBody(c.req.raw)
    if (!isRecord(body) || !isInvented(body.provider)) return next()
    const { origin, apiKey } = sites[body.provider]
    // As a host does: with its key, and the provider's answer is handed on as it is.
    const answer = await fetch(`${origin}/api/tokens`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: body[INVENTED_PROVIDERS[body.provider].idName] }),
    })
    return new Response(answer.body, { status: answer.status, headers: { 'Cache-Control': 'no-store' } })
  })
  app.route('/', server)
  return app
}
