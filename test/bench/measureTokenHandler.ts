import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import autocannon from 'autocannon'
import { createTokenHandler } from '../../src/server.ts'
import { interleave } from './interleave.ts'
import type { Measure } from './report.ts'

type Handler = (request: Request) => Promise<Response> | Response

/** As short as the differences that matter allow, in seconds. */
const DURATION = 2
const ROUNDS = 7

/** A provider that answers at once: what is measured is the handler, not the way to a provider. */
const instantProvider = async () => Response.json({ token: 'a-token', expires_at: null })

const HANDLERS: Readonly<Record<'bare' | 'handler', Handler>> = {
  bare: () => Response.json({ token: 'a-token', expiresIn: 900 }, { headers: { 'cache-control': 'no-store' } }),
  handler: createTokenHandler({
    felt: { apiToken: 'felt_pat_of_a_bench', fetch: instantProvider },
    allowedOrigins: ['https://app.example.com'],
    authorize: () => ({ felt: { userEmail: 'ada@example.com', mapIds: ['map-1'] } }),
  }),
}

/** How many requests per second the token handler answers, beside a handler that returns a constant. */
export async function measureTokenHandler(): Promise<Measure> {
  const [bare, handler] = [await serve(HANDLERS.bare), await serve(HANDLERS.handler)]
  const urls = { bare: bare.url, handler: handler.url }
  const rounds = await interleave(ROUNDS, ['bare', 'handler'], (name) => rateOf(urls[name]))
  bare.close()
  handler.close()
  return {
    name: 'token handler: requests per second',
    base: 'a handler that returns a constant',
    rounds: rounds.map((rates) => [rates.handler, rates.bare]),
  }
}

async function serve(handler: Handler) {
  const server = createServer(getRequestListener(handler, { overrideGlobalObjects: false })).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => (server.closeAllConnections(), server.close()) }
}

async function rateOf(url: string): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://app.example.com', cookie: 'viewer=ada' },
    body: JSON.stringify({ provider: 'felt', mapId: 'map-1' }),
    connections: 20,
    duration: DURATION,
    // The load comes from another thread.
    workers: 1,
  })
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} of ${requests.total} requests failed.`)
  return requests.average
}
