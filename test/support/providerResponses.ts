import { Hono } from 'hono'
import { isRecord } from '../../src/core/isRecord.ts'
import { type EmbedError, mintSupersetToken } from '../../src/server.ts'
import type { Emulator } from '../../src/testing.ts'
import { EXPLO_VIEWER, FELT_VIEWER, SUPERSET_VIEWER } from '../../src/testing/sampleViewers.ts'
import { tokenRoutes } from '../../src/testing/tokenRoutes.ts'

/**
 * The route of a host who wrote it by hand: `POST /emulator/provider-response` takes the same body as the token
 * endpoint and answers with what the provider said, untouched.
 */
export function providerResponses(emulator: Emulator): Hono {
  const { felt, explo, superset, getOptions } = emulator
  const app = new Hono()
  app.post('/emulator/provider-response', async (c) => {
    const body: unknown = await c.req.raw.clone().json()
    const { provider, mapId, embedId, dashboardId } = isRecord(body) ? body : {}
    const headers = { 'Content-Type': 'application/json' }
    if (provider === 'felt') {
      const url = new URL(`/api/v2/maps/${mapId}/embed_token`, felt.origin)
      url.searchParams.set('user_email', FELT_VIEWER)
      return passOn(await fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${felt.apiToken}` } }))
    }
    // What a server signs by itself, and a token of three requests, come from the mint functions.
    if (provider === 'superset') {
      const options = { ...superset, dashboardId: String(dashboardId), rls: [], user: { username: SUPERSET_VIEWER } }
      return mintSupersetToken(options).then(
        ({ token }) => c.json({ token }),
        (error: EmbedError) => c.json({ message: error.message }, error.status === 403 ? 403 : 502),
      )
    }
    if (provider === 'metabase') {
      const { url } = c.req
      const request = new Request(new URL('/api/embed-token', url), {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      return tokenRoutes(emulator).fetch(request)
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
