import { describe, expect, test, vi } from 'vitest'
import { createTokenHandler, type TokenHandlerOptions } from '../../src/server.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import { authorize } from './session.ts'

const mintedBy = (token: string) => async () => Response.json({ token, expires_at: null })

/** A handler whose provider answers at once, and a request as ada's browser makes it. */
function createHandler(options: Partial<TokenHandlerOptions> = {}) {
  const felt = { apiToken: 'felt_pat_1', fetch: mintedBy('t') }
  return createTokenHandler({ felt, authorize, ...options })
}

function createRequest(body: unknown = { provider: 'felt', mapId: 'map-1' }, cookie = 'viewer=ada'): Request {
  const headers = { 'content-type': 'application/json; charset=utf-8', cookie }
  return new Request('http://localhost/', { method: 'POST', headers, body: JSON.stringify(body) })
}

describe('the token handler', () => {
  test('the token handler accepts any origin by default', async () => {
    expect((await createHandler()(createRequest())).status).toBe(200)
  })

  test('the token handler passes the requested embed to authorize, for different permissions per embed', async () => {
    const asked = vi.fn(authorize)
    await createHandler({ authorize: asked })(createRequest({ provider: 'felt', mapId: 'map-1', more: 'left out' }))
    expect(asked.mock.calls[0]?.[1]).toEqual({ provider: 'felt', mapId: 'map-1' })
  })

  test('the token handler awaits an async rule for allowed ids', async () => {
    const mapIds = async (id: string) => id === 'map-1'
    const handler = createHandler({ authorize: async () => ({ felt: { userEmail: 'ada@example.com', mapIds } }) })
    expect((await handler(createRequest())).status).toBe(200)
    expect((await handler(createRequest({ provider: 'felt', mapId: 'map-2' }))).status).toBe(403)
  })

  test('the token handler responds with 403 for a provider without an account', async () => {
    const fetch = vi.fn(mintedBy('t'))
    const handler = createHandler({ felt: undefined, explo: { apiToken: 'secret', fetch } })
    expect((await handler(createRequest())).status).toBe(403)
    expect(fetch).not.toHaveBeenCalled()
  })

  test('the token handler responds with 500 when authorize throws, and reports the reason to the host app', async () => {
    const onResponse = vi.fn()
    const request = createRequest(undefined, 'viewer=broken')
    const answer = await createHandler({ onResponse })(request)
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { code: 'FETCH_FAILED', message: 'Could not create a token.' },
    ])
    const error = new Error('the session of broken is broken')
    expect(onResponse).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 500, error }), request)
  })

  test('the token handler responds even when its hook fails', async () => {
    const onResponse = () => {
      throw new Error('the log is full')
    }
    expect((await createHandler({ felt: { apiToken: undefined }, onResponse })(createRequest())).status).toBe(500)
    expect(takeComplaints().join()).toContain('the log is full')
  })

  test("the token handler responds with 500 when its secret is missing, and explains only on the server's console", async () => {
    const answer = await createHandler({ felt: { apiToken: undefined } })(createRequest())
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('apiToken')])
    expect(takeComplaints().join()).toContain('apiToken is missing: expected a non-empty string.')
  })

  test.each([
    ['a refused connection', 502, async () => Promise.reject(new TypeError('fetch failed'))],
    ['an answer that makes no sense', 502, async () => Response.json({})],
    ['a redirection', 502, async () => new Response(null, { status: 302 })],
    ['a rejected method, as without the last slash', 502, async () => new Response(null, { status: 405 })],
  ])('the token handler maps %s to %i', async (_, status, fetch) => {
    const answer = await createHandler({ felt: { apiToken: 'secret', fetch }, onResponse: () => {} })(createRequest())
    expect([answer.status, await answer.json()]).toEqual([
      status,
      { code: 'FETCH_FAILED', message: expect.any(String) },
    ])
  })

  test("the token handler forwards a provider's Retry-After, also when the provider is down", async () => {
    const fetch = async () => new Response(null, { status: 503, headers: { 'retry-after': '30' } })
    const answer = await createHandler({ felt: { apiToken: 'secret', fetch }, onResponse: () => {} })(createRequest())
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([502, '30'])
  })

  test('the token handler responds with 405 to any method other than POST, and names the method', async () => {
    const answer = await createHandler()(new Request('http://localhost/'))
    const { headers } = answer
    expect([answer.status, headers.get('allow'), headers.get('cache-control')]).toEqual([405, 'POST', 'no-store'])
    expect(await answer.json()).toEqual({ code: 'REQUEST_REJECTED', message: 'Only POST is allowed.' })
  })

  test('the token handler accepts an allowed origin with a trailing slash, and rejects a missing Origin header', async () => {
    const handler = createHandler({ allowedOrigins: ['https://app.example.com/'], onResponse: () => {} })
    const named = createRequest()
    named.headers.set('origin', 'https://app.example.com')
    expect([(await handler(named)).status, (await handler(createRequest())).status]).toEqual([200, 403])
  })

  test('the token handler responds with 504 when a custom fetch never ends, and requests again afterwards', async () => {
    const fetch = vi.fn(() => new Promise<Response>(() => {}))
    const handler = createHandler({ felt: { apiToken: 'secret', fetch, timeout: 20 }, onResponse: () => {} })
    expect([(await handler(createRequest())).status, (await handler(createRequest())).status]).toEqual([504, 504])
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  test('createTokenHandler throws in a browser', () => {
    vi.stubGlobal('document', {})
    expect(() => createHandler()).toThrow('createTokenHandler must only run on the server')
    vi.unstubAllGlobals()
  })
})

describe('concurrent requests for one dashboard', () => {
  /** Returns each viewer's response, by cookie, and the number of minted tokens; every token is different. */
  async function askAtOnce(viewers: readonly string[], answer?: () => Response) {
    const rights: Record<string, object> = {
      ann: { customerId: 'customer-7' },
      ben: { customerId: 'customer-8' },
      editor: { customerId: 'customer-7', allowedFeatures: ['*'] },
      brief: { customerId: 'customer-7', expiration: 'PT5M' },
    }
    const fetch = vi.fn(
      async () => answer?.() ?? Response.json({ success: 1, jwt: `token-${fetch.mock.calls.length}` }),
    )
    const onResponse = vi.fn()
    const handler = createTokenHandler({
      explo: { apiToken: 'secret', fetch },
      authorize: (request) => ({
        explo: { embedIds: ['sales'], customerId: '', ...rights[request.headers.get('cookie') ?? ''] },
      }),
      onResponse,
    })
    const requested = { provider: 'explo', embedId: 'sales' }
    const answers = await Promise.all(viewers.map((viewer) => handler(createRequest(requested, viewer))))
    const tokens = await Promise.all(answers.map(async (each) => String((await each.json()).token)))
    return { minted: fetch.mock.calls.length, answers, tokens: new Set(tokens).size, onResponse }
  }

  test('concurrent requests share a token when customer, permissions and lifetime are equal', async () => {
    expect(await askAtOnce(Array(200).fill('ann'))).toMatchObject({ minted: 1, tokens: 1 })
  })

  test.each(['ben', 'editor', 'brief'])('concurrent requests share no token with %s', async (other) => {
    expect(await askAtOnce(['ann', other])).toMatchObject({ minted: 2, tokens: 2 })
  })

  test('concurrent requests share a failure, and each failure is reported', async () => {
    const busy = () => new Response(null, { status: 429, headers: { 'retry-after': '7' } })
    const { minted, answers, onResponse } = await askAtOnce(Array(20).fill('ann'), busy)
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
      Array(20).fill([429, '7']),
    )
    expect([minted, onResponse.mock.calls.length]).toEqual([1, 20])
  })
})
