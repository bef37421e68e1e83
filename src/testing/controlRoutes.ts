import { Hono } from 'hono'
import type { Emulator } from './createEmulator.ts'
import type { Vendor } from './emulatorOptions.ts'
import { isVendor, parseOptions } from './parseOptions.ts'

/**
 * The playground's and the browser tests' hand on the emulator, as routes (below `/emulator`):
 *
 * - `GET /info`: the vendors' origins
 * - `GET /ledger?resource=`, `GET /pages?resource=`, `GET /summary?resource=`: what happened
 * - `GET /events?resource=`: the same as server-sent events, from the first entry on
 * - `GET`, `PATCH`, `DELETE /options/:vendor/:resource`: reads, changes and resets options, `*` for all of a vendor
 */
export function controlRoutes({ felt, explo, ledger, closing, ...emulator }: Emulator): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  app.get('/info', (c) => c.json({ felt: { origin: felt.origin }, explo: { origin: explo.origin } }))
  app.get('/ledger', (c) => c.json(ledger.entries(c.req.query('resource'))))
  app.get('/pages', (c) => c.json(ledger.pages(c.req.query('resource'))))
  app.get('/summary', (c) => c.json(ledger.summary(c.req.query('resource'))))
  app.get('/events', (c) => {
    const signal = AbortSignal.any([c.req.raw.signal, closing])
    const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }
    return new Response(eventStream(ledger, c.req.query('resource'), signal), { headers })
  })

  const unknownVendor = { code: 'UNKNOWN_VENDOR', message: 'The vendors are felt and explo.' }
  app.get('/options/:vendor/:resource', (c) => {
    const { vendor, resource } = c.req.param()
    return isVendor(vendor) ? c.json(emulator.getOptions(vendor, resource)) : c.json(unknownVendor, 400)
  })
  app.patch('/options/:vendor/:resource', async (c) => {
    const { vendor, resource } = c.req.param()
    if (!isVendor(vendor)) return c.json(unknownVendor, 400)
    try {
      change(vendor, resource, await c.req.json().catch(() => undefined))
    } catch (error) {
      return c.json({ code: 'UNKNOWN_OPTION', message: error instanceof Error ? error.message : String(error) }, 400)
    }
    return c.json(emulator.getOptions(vendor, resource))
  })
  app.delete('/options/:vendor/:resource', (c) => {
    const { vendor, resource } = c.req.param()
    if (!isVendor(vendor)) return c.json(unknownVendor, 400)
    emulator.resetOptions(vendor, resource)
    return c.json(emulator.getOptions(vendor, resource))
  })

  const change = <V extends Vendor>(vendor: V, resource: string, body: unknown) =>
    emulator.setOptions(vendor, resource, parseOptions(vendor, body))
  return app
}

/** The ledger as server-sent events: what there is, then what comes, each entry as one `message`. */
function eventStream(ledger: Emulator['ledger'], resource: string | undefined, signal: AbortSignal): ReadableStream {
  const encoder = new TextEncoder()
  let end = () => {}
  return new ReadableStream({
    start(controller) {
      const send = (entry: { resource: string }) => {
        if (resource !== undefined && entry.resource !== resource) return
        controller.enqueue(encoder.encode(`data: ${JSON.stringify(entry)}\n\n`))
      }
      // A comment first, so that the headers go out even while there is nothing to tell.
      controller.enqueue(encoder.encode(': ledger\n\n'))
      ledger.entries(resource).forEach(send)
      const unsubscribe = ledger.subscribe(send)
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
