import { runInNewContext } from 'node:vm'
import { HTTPException } from 'hono/http-exception'
import { errors, jwtVerify } from 'jose'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EmbedError, type TokenHandlerOptions } from '../../src/server.ts'
import { ADA, createRequest, createTestHandler, FELT } from './createTestHandler.ts'

afterEach(() => vi.useRealTimers())

const named = (name: string, message = 'invalid'): Error => Object.assign(new Error(message), { name })
const json = (status: number): Response => Response.json({ error: 'from the app' }, { status })

/** A Response whose class is not the global one, as packages that replace the global class leave behind. */
function createForeignResponse(status: number): object {
  return Object.assign(Object.create({ [Symbol.toStringTag]: 'Response' }), {
    status,
    headers: new Headers(),
    body: null,
  })
}

const REFUSALS: [string, () => unknown, number][] = [
  ['a Response 401', () => json(401), 401],
  ['a Response 404', () => json(404), 404],
  ['a Response of another class', () => createForeignResponse(403), 403],
  ['an HTTPException of Hono', () => new HTTPException(401), 401],
  [
    'an error of http-errors',
    () => Object.assign(new Error('Forbidden'), { expose: true, status: 403, statusCode: 403 }),
    403,
  ],
  ['{ status: 403 }', () => ({ status: 403 }), 403],
  ['{ statusCode: 429 }', () => ({ statusCode: 429 }), 429],
  ['an error of Boom', () => Object.assign(new Error(), { isBoom: true, output: { statusCode: 401 } }), 401],
  ['data() of React Router', () => ({ type: 'DataWithResponseInit', data: null, init: { status: 401 } }), 401],
  ['an expired token of jose', () => new errors.JWTExpired('"exp" claim timestamp check failed', {}), 401],
  ['a wrong signature of jose', () => new errors.JWSSignatureVerificationFailed(), 401],
  ['an expired token of jsonwebtoken', () => named('TokenExpiredError', 'jwt expired'), 401],
  ['no token of jsonwebtoken', () => named('JsonWebTokenError', 'jwt must be provided'), 401],
]

describe.each([
  ['throws', (value: unknown) => Promise.reject(value)],
  ['returns', (value: unknown) => value],
])('authorize %s', (_, end) => {
  test.each(REFUSALS)(
    'authorize with a rejection (%s) leads to its status, and nothing is minted',
    async (_name, make, status) => {
      const authorize = (() => end(make())) as TokenHandlerOptions['authorize']
      const { ask, fetch, events } = createTestHandler({ authorize })
      const response = await ask()
      expect([response.status, response.headers.get('cache-control')]).toEqual([status, 'no-store'])
      expect(events).toMatchObject([{ status, requested: FELT }])
      expect(fetch).not.toHaveBeenCalled()
    },
  )

  test.each([
    ['an error', () => new Error('the database is down')],
    ['a status of 500', () => ({ status: 500 })],
    ['a Response 503', () => json(503)],
    ['a Response 200', () => json(200)],
    [
      'a key of jsonwebtoken that is missing',
      () => named('JsonWebTokenError', 'secret or public key must be provided'),
    ],
    ['a key set of jose that times out', () => new errors.JWKSTimeout()],
    ['a text', () => 'unauthorized'],
    ['true', () => true],
  ])('authorize with an error (%s) leads to 500, and the hook receives the reason', async (_name, make) => {
    const authorize = (() => end(make())) as TokenHandlerOptions['authorize']
    const { ask, events } = createTestHandler({ authorize })
    expect((await ask()).status).toBe(500)
    expect(events[0]?.error).toBeDefined()
  })

  test('authorize with a redirect Response passes the same object', async () => {
    const redirect = Response.redirect('http://localhost/sign-in')
    const authorize = (() => end(redirect)) as TokenHandlerOptions['authorize']
    const { handler, events } = createTestHandler({ authorize })
    expect(await handler(createRequest())).toBe(redirect)
    expect(events).toMatchObject([{ status: 302, code: 'UNAUTHORIZED' }])
  })

  test('authorize with a Response whose body breaks off rejects each request with its status', async () => {
    const broken = new Response(new ReadableStream({ pull: (c) => c.error(new Error('gone')) }), { status: 403 })
    const authorize = (() => end(broken)) as TokenHandlerOptions['authorize']
    const { handler } = createTestHandler({ authorize })
    const statuses = [await handler(createRequest()), await handler(createRequest())].map(({ status }) => status)
    expect(statuses).toEqual([403, 403])
  })

  test('authorize with the same Response object each time rejects every request with its body', async () => {
    const shared = json(401)
    const expected = [401, await shared.clone().json()]
    const authorize = (() => end(shared)) as TokenHandlerOptions['authorize']
    const { handler } = createTestHandler({ authorize })
    const send = () => handler(createRequest())
    const responses = [await send(), ...(await Promise.all([send(), send()]))]
    const contents = await Promise.all(responses.map(async (response) => [response.status, await response.json()]))
    expect(contents).toEqual([expected, expected, expected])
  })
})

describe('authorize', () => {
  test.each([null, undefined, false] as const)('authorize returns %s: the response is a 401', async (nobody) => {
    const { ask, events } = createTestHandler({ authorize: async () => nobody })
    const { status, body } = await ask()
    expect([status, body]).toEqual([401, { code: 'UNAUTHORIZED', message: 'Sign in first.' }])
    expect(events).toMatchObject([{ status: 401, error: undefined }])
  })

  test.each([401, 403, 404, 418, 429])(
    'authorize returns the status %i: the response has this status',
    async (status) => {
      const { ask } = createTestHandler({ authorize: () => status })
      expect((await ask()).status).toBe(status)
    },
  )

  test.each([200, 302, 500, NaN])(
    'authorize returns the number %d: the response is a 500 with the expected values',
    async (status) => {
      const { ask, events } = createTestHandler({ authorize: () => status })
      expect((await ask()).status).toBe(500)
      expect(String(events[0]?.error)).toContain("authorize must return the viewer's access")
    },
  )

  test('authorize throws an error of jose for a request without a token: the response is a 401', async () => {
    const authorize = async () => {
      await jwtVerify(String(undefined), new TextEncoder().encode('secret'))
      return ADA
    }
    expect((await createTestHandler({ authorize }).ask()).status).toBe(401)
  })

  test('authorize returns a Response with a body and a header: the browser receives both', async () => {
    const refusal = new Response('sign in', { status: 401, headers: { 'www-authenticate': 'Bearer' } })
    const { ask } = createTestHandler({ authorize: () => refusal })
    const { text, headers } = await ask()
    expect([text, headers.get('www-authenticate')]).toEqual(['sign in', 'Bearer'])
  })

  test('authorize returns a Response of fetch, which was compressed: the browser receives the text without these headers', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '27', 'x-reason': 'no session' }
    const { ask } = createTestHandler({ authorize: () => new Response('sign in', { status: 401, headers }) })
    const { text, headers: received } = await ask()
    expect([text, received.get('x-reason')]).toEqual(['sign in', 'no session'])
    expect([received.has('content-encoding'), received.has('content-length')]).toEqual([false, false])
  })

  test("authorize returns permissions next to a viewer's status: the status is not a rejection", async () => {
    const { ask } = createTestHandler({ authorize: () => ({ ...ADA, status: 402 }) })
    expect((await ask()).status).toBe(200)
  })

  test.each(['mapIds', 'embedIds'])('a function %s throws a rejection: the response has its status', async (name) => {
    const rule = () => Promise.reject(json(404))
    const authorize = () => ({
      felt: { userEmail: 'ada@example.com', mapIds: rule },
      explo: { customerId: 'c', embedIds: rule },
    })
    const requested = name === 'mapIds' ? FELT : { provider: 'explo', embedId: 'sales' }
    expect((await createTestHandler({ authorize }).ask(requested)).status).toBe(404)
  })

  test('authorize throws an EmbedError of another mint with status 401: the response is not a 401', async () => {
    const authorize = () => Promise.reject(new EmbedError('UNAUTHORIZED', 'another API', { status: 401 }))
    expect((await createTestHandler({ authorize }).ask()).status).toBe(502)
  })

  test('authorize throws a redirect of SvelteKit: the framework receives the same error', async () => {
    const redirect = { status: 303, location: '/sign-in' }
    const { ask, events } = createTestHandler({ authorize: () => Promise.reject(redirect) })
    await expect(ask()).rejects.toBe(redirect)
    expect(events).toEqual([])
  })

  test.each<[string, object]>([
    [
      'digest',
      Object.defineProperty({}, 'digest', {
        get: () => {
          throw new Error('trap')
        },
      }),
    ],
    [
      'status',
      Object.defineProperty(new Error('broken'), 'status', {
        get: () => {
          throw new Error('trap')
        },
      }),
    ],
  ])('authorize throws an object whose %s is unreadable: the response is a 500', async (_, thrown) => {
    expect((await createTestHandler({ authorize: () => Promise.reject(thrown) }).ask()).status).toBe(500)
  })

  test('authorize throws an error of another realm: the response has its status', async () => {
    const thrown: unknown = runInNewContext('Object.assign(new Error("no"), { status: 403 })')
    expect((await createTestHandler({ authorize: () => Promise.reject(thrown) }).ask()).status).toBe(403)
  })
})

describe('a function of the app that never responds', () => {
  const never = () => new Promise<never>(() => {})

  test.each<[string, Partial<TokenHandlerOptions>]>([
    ['authorize', { authorize: never }],
    ['mapIds', { authorize: () => ({ felt: { userEmail: 'ada@example.com', mapIds: never } }) }],
    ['felt', { felt: never }],
    ['apiToken', { felt: { apiToken: never } }],
    ['allowedOrigins', { allowedOrigins: never }],
  ])('a function that never responds leads to 504, and the hook receives the error: %s', async (_, options) => {
    vi.useFakeTimers()
    const { ask, events, fetch } = createTestHandler(options)
    const response = ask(FELT, { origin: 'https://app.example.com' })
    await vi.advanceTimersByTimeAsync(30_000)
    expect((await response).status).toBe(504)
    expect(events).toMatchObject([{ status: 504, code: 'FETCH_TIMEOUT', error: { code: 'FETCH_TIMEOUT' } }])
    expect(fetch).not.toHaveBeenCalled()
  })
})
