import { Hono } from 'hono'
import { isRecord } from '../../src/core/isRecord.ts'
import { type Emulator, EXPLO_VIEWER, FELT_VIEWER } from '../../src/testing.ts'

/**
 * The route of a host who wrote it by hand: `POST /emulator/provider-response` takes the same body as the token endpoint and
 * answers with what the provider said, untouched.
 */
export function providerResponses({ felt, explo, getOptions }: Emulator): Hono {
  const app = new Hono()
  app.post('/emulator/provider-response', async (c) => {
    const body: unknown = await c.req.json()
    const { provider, mapId, embedId } = isRecord(body) ? body : {}
    const headers = { 'Content-Type': 'application/json' }
    if (provider === 'felt') {
      const url = new URL(`/api/v2/maps/${mapId}/embed_token`, felt.origin)
      url.searchParams.set('user_email', FELT_VIEWER)
      return passOn(await fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${felt.apiToken}` } }))
    }
    const lifetime = getOptions('explo', String(embedId)).lifetime
    return passOn(
      await fetch(`${explo.origin}/api/generate_jwt/`, {
        method: 'POST',
        headers: { ...headers, 'Explo-Authorization': `Token ${explo.apiToken}` },
        body: JSON.stringify({
          provided_id: EXPLO_VIEWER,
          embed_id: embedId,
          expiration: lifetime ? `PT${lifetime / 1_000}S` : null,
        }),
      }),
    )
  })
  return app
}

/** Whole, as a body that is read elsewhere may not be sent on. */
async function passOn(response: Response): Promise<Response> {
  const headers = new Headers({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  const retryAfter = response.headers.get('Retry-After')
  if (retryAfter !== null) headers.set('Retry-After', retryAfter)
  return new Response(await response.text(), { status: response.status, headers })
}
