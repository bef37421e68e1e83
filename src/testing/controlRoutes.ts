import { Hono } from 'hono'
import type { Emulator } from './createEmulator.ts'
import { EMULATED_PROVIDERS, type EmulatedProvider } from './emulatorOptions.ts'
import { isEmulatedProvider, parseOptions } from './parseOptions.ts'

/**
 * Returns the control routes of the emulator (below `/emulator`), for the playground and browser tests:
 *
 * - `GET /info`: the providers' origins
 * - `GET /log?resource=`, `GET /pages?resource=`, `GET /summary?resource=`: the event log
 * - `GET /events?resource=`: the event log as server-sent events, from the first entry on
 * - `GET`, `PATCH`, `DELETE /options/:provider/:resource`: reads, changes and resets options, `*` for all of a provider
 */
export function controlRoutes({ felt, explo, superset, metabase, events, closing, ...emulator }: Emulator): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  app.get('/info', (c) => {
    const origins = Object.entries({ felt, explo, superset, metabase }).map(([name, { origin }]) => [name, { origin }])
    return c.json(Object.fromEntries(origins))
  })
  app.get('/log', (c) => c.json(events.entries(c.req.query('resource'))))
  app.get('/pages', (c) => c.json(events.pages(c.req.query('resource'))))
  app.get('/summary', (c) => c.json(events.summary(c.req.query('resource'))))
  app.get('/events', (c) => {
    const signal = AbortSignal.any([c.req.raw.signal, closing])
    const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }
    return new Response(eventStream(events, c.req.query('resource'), signal), { headers })
  })

  const unknownProvider = { code: 'UNKNOWN_PROVIDER', message: `Known providers: ${EMULATED_PROVIDERS.join(', ')}.` }
  app.get('/options/:provider/:resource', (c) => {
    const { provider, resource } = c.req.param()
    return isEmulatedProvider(provider) ? c.json(emulator.getOptions(provider, resource)) : c.json(unknownProvider, 400)
  })
  app.patch('/options/:provider/:resource', async (c) => {
    const { provider, resource } = c.req.param()
    if (!isEmulatedProvider(provider)) return c.json(unknownProvider, 400)
    try {
      setOptions(provider, resource, await c.req.json().catch(() => undefined))
    } catch (error) {
      return c.json({ code: 'UNKNOWN_OPTION', message: error instanceof Error ? error.message : String(error) }, 400)
    }
    return c.json(emulator.getOptions(provider, resource))
  })
  app.delete('/options/:provider/:resource', (c) => {
    const { provider, resource } = c.req.param()
    if (!isEmulatedProvider(provider)) return c.json(unknownProvider, 400)
    emulator.resetOptions(provider, resource)
    return c.json(emulator.getOptions(provider, resource))
  })

  const setOptions = <V extends EmulatedProvider>(provider: V, resource: string, body: unknown) =>
    emulator.setOptions(provider, resource, parseOptions(provider, body))
  return app
}

/** Returns the event log as server-sent events: existing entries first, then new entries, each as one `message`. */
function eventStream(events: Emulator['events'], resource: string | undefined, signal: AbortSignal): ReadableStream {
  const encoder = new TextEncoder()
  let end = () => {}
  return new ReadableStream({
    start(controller) {
      const send = (entry: { resource: string }) => {
        if (resource !== undefined && entry.resource !== resource) return
        controller.enqueue(encoder.encode(`data: ${JSON.stringify(entry)}\n\n`))
      }
      // A comment first, so that the headers are sent even without entries.
      controller.enqueue(encoder.encode(': event log\n\n'))
      events.entries(resource).forEach(send)
      const unsubscribe = events.subscribe(send)
      const close = () => {
        end()
        controller.close()
      }
      end = () => {
        unsubscribe()
        signal.removeEventListener('abort', close)
      }
      signal.addEventListener('abort', close)
    },
    cancel: () => end(),
  })
}
