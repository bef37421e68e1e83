import { Hono } from 'hono'
import { isRecord } from '../core/isRecord'
import type { Emulator } from './createEmulator'
import { controlRoutes } from './controlRoutes'

/** Who the playground's viewer is at Felt. The `+` is there to be escaped. */
export const FELT_VIEWER = 'ada+maps@example.com'
/** Who the playground's viewer is at Explo. */
export const EXPLO_VIEWER = 'customer-7'

interface EmbedRequest {
  url: string
  headers: Record<string, string>
  body?: string
  /** Seconds that the token lives, read from the vendor's answer; undefined when the answer makes no sense. */
  wire(answer: unknown): { token: string; expiresIn: number } | undefined
}

/**
 * The host's own server, played by the emulator: the only place that knows the vendors' secrets.
 *
 * `POST /api/embed-token` takes `{ provider: 'felt', mapId }` or `{ provider: 'explo', embedId, kind }` and answers
 * `{ token, expiresIn }` in seconds, or with `?raw` what the vendor said, untouched. A refusal keeps the vendor's status
 * and `Retry-After`. Below `/emulator` are the {@link controlRoutes}.
 *
 * @example
 * const server = createTokenServer(emulator)
 * const answer = await server.fetch(new Request('http://localhost/api/embed-token', { method: 'POST', body }))
 */
export function createTokenServer(emulator: Emulator): Hono {
  const app = new Hono()
  app.route('/emulator', controlRoutes(emulator))
  app.post('/api/embed-token', async (c) => {
    c.header('Cache-Control', 'no-store')
    const order = parseRequest(await c.req.json().catch(() => undefined), emulator)
    if (!order) return c.json({ code: 'REFUSED', message: 'Unknown provider or resource.' }, 400)
    const { url, headers, body } = order
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal: c.req.raw.signal })
      if (c.req.query('raw') !== undefined) return passOn(answer)
      if (!answer.ok) return refusal(answer)
      const token = order.wire(await answer.json())
      return token ? c.json(token) : c.json({ code: 'FETCH_FAILED', message: 'The vendor made no sense.' }, 502)
    } catch {
      return c.json({ code: 'FETCH_FAILED', message: 'The vendor could not be reached.' }, 502)
    }
  })
  return app
}

function parseRequest(body: unknown, { felt, explo, getOptions }: Emulator): EmbedRequest | undefined {
  if (!isRecord(body)) return undefined
  const { provider, mapId, embedId } = body
  if (provider === 'felt' && typeof mapId === 'string' && mapId !== '') {
    const url = new URL(`/api/v2/maps/${encodeURIComponent(mapId)}/embed_token`, felt.origin)
    url.searchParams.set('user_email', FELT_VIEWER)
    return { url: url.href, headers: { Authorization: `Bearer ${felt.apiToken}` }, wire: readFelt }
  }
  if (provider === 'explo' && typeof embedId === 'string' && embedId !== '') {
    // Explo tells no expiry, so whoever mints must know it: the server asks for the lifetime it then passes on.
    const lifetime = getOptions('explo', embedId).lifetime ?? 24 * 60 * 60_000
    return {
      url: `${explo.origin}/api/generate_jwt/`,
      headers: { 'Explo-Authorization': `Token ${explo.apiToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        provided_id: EXPLO_VIEWER,
        embed_id: embedId,
        key_id: explo.secret.id,
        expiration: `PT${lifetime / 1_000}S`,
      }),
      wire: (answer) => readExplo(answer, lifetime),
    }
  }
  return undefined
}

function readFelt(answer: unknown) {
  if (!isRecord(answer) || typeof answer.token !== 'string' || typeof answer.expires_at !== 'string') return undefined
  // Felt's stamp is UTC without saying so.
  return { token: answer.token, expiresIn: (Date.parse(`${answer.expires_at}Z`) - Date.now()) / 1_000 }
}

function readExplo(answer: unknown, lifetime: number) {
  if (!isRecord(answer) || answer.success !== 1 || typeof answer.jwt !== 'string') return undefined
  return { token: answer.jwt, expiresIn: lifetime / 1_000 }
}

const CODES: Record<number, string> = {
  401: 'UNAUTHORIZED',
  403: 'UNAUTHORIZED',
  404: 'REFUSED',
  422: 'REFUSED',
  429: 'RATE_LIMITED',
}

async function refusal(answer: Response): Promise<Response> {
  await answer.body?.cancel()
  const body = { code: CODES[answer.status] ?? 'FETCH_FAILED', message: `The vendor answered ${answer.status}.` }
  return Response.json(body, { status: answer.status, headers: retryAfter(answer) })
}

const passOn = (answer: Response): Response =>
  new Response(answer.body, {
    status: answer.status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...retryAfter(answer) },
  })

function retryAfter(answer: Response): Record<string, string> {
  const value = answer.headers.get('Retry-After')
  return { 'Cache-Control': 'no-store', ...(value === null ? {} : { 'Retry-After': value }) }
}
