import { renderHook } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type EmbedError, type TokenEndpoint, useEmbedToken } from '../../src/index.ts'
import {
  acme,
  AcmeEmbed,
  advanceTime,
  createTestClient,
  fakeTimeAndChance,
  frames,
  recordCallbacks,
  renderEmbed,
} from './support.tsx'
import { createFakeFetch, type FakeRoute, page } from './fakeFetch.ts'

const ENDPOINT = '/api/embed-token'
const SIGN_IN = 'https://login.example/authorize?client_secret=s3cret'

fakeTimeAndChance()
afterEach(() => vi.unstubAllGlobals())

/** Renders an embed whose site has these routes, and waits for a quarter of an hour. */
async function renderOn(routes: Record<string, FakeRoute>, tokenEndpoint: string | TokenEndpoint = ENDPOINT) {
  const site = createFakeFetch(routes)
  vi.stubGlobal('fetch', site.fetch)
  const record = recordCallbacks()
  const errors: EmbedError[] = []
  await renderEmbed(
    <AcmeEmbed
      place="e"
      tokenEndpoint={tokenEndpoint}
      queryClient={createTestClient()}
      onStateChange={record.onStateChange}
      onError={(error) => errors.push(error)}
    />,
  )
  await advanceTime(15 * 60_000)
  return { ...site, record, errors, error: errors[0] }
}

const token = (): Response => Response.json({ token: 't', expiresIn: 60_000 })

test('an error of tokenEndpoint names the route without its query, which may contain a key', async () => {
  const route = { [ENDPOINT]: () => Response.json({}, { status: 500 }) }
  const { errors } = await renderOn(route, `${ENDPOINT}?code=s3cret`)
  expect(errors[0]?.message).toContain(`${ENDPOINT}: Token request failed with status 500`)
  for (const error of errors) expect(JSON.stringify([error, error.message])).not.toContain('s3cret')
})

test.each([{}, { url: 5 }])(
  'a tokenEndpoint that is no endpoint is an error of useEmbedToken: %j',
  async (endpoint) => {
    const props = { place: 'u', tokenEndpoint: endpoint as unknown as TokenEndpoint }
    const queryClient = createTestClient()
    const { result } = renderHook(() => useEmbedToken(acme, props, { queryClient }))
    await advanceTime(1)
    expect(result.current.state).toMatchObject({ status: 'error', error: { code: 'INVALID_PROPS' } })
  },
)

describe('a gateway in front of tokenEndpoint', () => {
  test.each<[string, Record<string, FakeRoute>, string]>([
    [
      'with a sign-in page of the same origin',
      { [ENDPOINT]: () => ({ redirect: 302, to: '/login?next=s3cret' }), '/login': () => page() },
      'Token request failed with status 200: redirected to http://localhost:3000/login, responded with text/html',
    ],
    [
      'with a sign-in page of another origin',
      { [ENDPOINT]: () => ({ redirect: 302, to: SIGN_IN }), [SIGN_IN]: () => page() },
      'redirected to another origin',
    ],
    [
      'with a sign-in page of another origin that cannot be reached',
      { [ENDPOINT]: () => ({ redirect: 303, to: SIGN_IN }) },
      'redirected to another origin',
    ],
    [
      'with a sign-in page that takes no POST',
      { [ENDPOINT]: () => ({ redirect: 307, to: '/login' }), '/login': () => page(405) },
      'Token request failed with status 405: redirected to http://localhost:3000/login, responded with text/html',
    ],
    [
      'with a sign-in page after several redirects',
      {
        [ENDPOINT]: () => ({ redirect: 308, to: `${ENDPOINT}/` }),
        [`${ENDPOINT}/`]: () => ({ redirect: 302, to: '/auth' }),
        '/auth': () => ({ redirect: 302, to: '/login' }),
        '/login': () => page(),
      },
      'Token request failed with status 200: redirected to http://localhost:3000/login',
    ],
  ])("a gateway's %s is UNAUTHORIZED, which no timer retries", async (_, routes, text) => {
    const { errors, error, record, requests } = await renderOn(routes)
    expect(error).toMatchObject({ code: 'UNAUTHORIZED', retryable: false, provider: 'acme' })
    expect(error?.message).toContain(`${ENDPOINT}: ${text}`)
    expect(error?.message).not.toMatch(/fetchToken|s3cret/)
    expect(errors).toHaveLength(1)
    expect(record.last).toMatchObject({ status: 'error', willRetry: false })
    expect(requests.filter((request) => request.endsWith(ENDPOINT))).toHaveLength(2)
    expect(frames()).toHaveLength(0)
  })

  test('a gateway whose sign-in page fails is retried', async () => {
    const { error } = await renderOn({
      [ENDPOINT]: () => ({ redirect: 307, to: '/login' }),
      '/login': () => page(503),
    })
    expect(error).toMatchObject({ code: 'FETCH_FAILED', status: 503, retryable: true })
    expect(error?.message).toContain('redirected to http://localhost:3000/login')
  })
})

test.each<[string, number, string]>([
  ['a slash at the end', 308, `${ENDPOINT}/`],
  ['a language', 307, `/en${ENDPOINT}`],
])('a redirect of tokenEndpoint that only adds %s is followed', async (_, redirect, to) => {
  const { record, sent } = await renderOn({ [ENDPOINT]: () => ({ redirect, to }), [to]: token })
  expect(record.statuses).not.toContain('error')
  expect(JSON.parse(String(sent[1]?.body))).toEqual({ provider: 'acme', place: 'e' })
})

test('a redirect of tokenEndpoint that only adds a slash to a page that is no route is not a missing sign-in', async () => {
  const routes = { [ENDPOINT]: () => ({ redirect: 301, to: `${ENDPOINT}/` }), [`${ENDPOINT}/`]: () => page() }
  expect((await renderOn(routes)).error?.code).toBe('INVALID_TOKEN_RESPONSE')
})

test('tokenEndpoint behind a fallback to index.html is INVALID_TOKEN_RESPONSE, which no timer retries', async () => {
  const { error, requests } = await renderOn({ [ENDPOINT]: () => page() })
  expect(error).toMatchObject({ code: 'INVALID_TOKEN_RESPONSE', retryable: false, status: 200 })
  expect(error?.message).toContain(`${ENDPOINT}: Token request failed with status 200: responded with text/html`)
  expect(error?.message).not.toContain('fetchToken')
  expect(requests).toHaveLength(1)
})

test('tokenEndpoint that cannot be reached is FETCH_FAILED with its URL, and is retried', async () => {
  const { error, requests } = await renderOn({})
  expect(error).toMatchObject({ code: 'FETCH_FAILED', retryable: true })
  expect(error?.message.startsWith(`${ENDPOINT}: Token request failed.`)).toBe(true)
  expect(error?.cause).toBeInstanceOf(TypeError)
  expect(requests.length).toBeGreaterThan(5)
})

test.each<[string, FakeRoute, string]>([
  ['no token', () => Response.json({ jwt: 't' }), 'INVALID_TOKEN_RESPONSE'],
  ['no content', () => new Response(null, { status: 204 }), 'INVALID_TOKEN_RESPONSE'],
  [
    'half of its JSON',
    () => new Response('{"tok', { headers: { 'content-type': 'application/json' } }),
    'INVALID_TOKEN_RESPONSE',
  ],
  ['an expired token', () => Response.json({ token: 't', expiresAt: '2020-01-01T00:00:00Z' }), 'EXPIRED_ON_ARRIVAL'],
  ['a rejection', () => Response.json({ error: { status: 403, message: 'No seat left' } }), 'UNAUTHORIZED'],
])(
  'the error of tokenEndpoint with the response %s names tokenEndpoint, and not fetchToken',
  async (_, route, code) => {
    const { error } = await renderOn({ [ENDPOINT]: route })
    expect(error?.code).toBe(code)
    expect(error?.message.startsWith(`${ENDPOINT}: `)).toBe(true)
    expect(error?.message).not.toContain('fetchToken')
  },
)

test('the error of tokenEndpoint without a response names tokenEndpoint, and not fetchToken', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  const record = recordCallbacks()
  await renderEmbed(<AcmeEmbed place="n" tokenEndpoint={ENDPOINT} queryClient={createTestClient()} {...record} />)
  await advanceTime(61_000)
  expect(record.last).toMatchObject({
    error: { code: 'FETCH_TIMEOUT', message: `${ENDPOINT}: No token arrived within 60 s.` },
  })
})

describe('the error of tokenEndpoint in development', () => {
  const ofHandler = (status: number) => () =>
    Response.json({ code: 'UNAUTHORIZED', message: 'Not allowed.' }, { status })

  test("the error of tokenEndpoint names the page's origin and allowedOrigins when the handler responds with 403", async () => {
    const { error } = await renderOn({ [ENDPOINT]: ofHandler(403) })
    expect(error?.message).toContain(`${ENDPOINT}: Token request failed with status 403: Not allowed.`)
    expect(error?.message).toMatch(/allowedOrigins .* http:\/\/localhost:3000/)
  })

  test.each<[string, FakeRoute]>([
    ['the handler answers with 401', ofHandler(401)],
    ['something else answers with 403', () => page(403)],
  ])('the error of tokenEndpoint does not name allowedOrigins when %s', async (_, route) => {
    expect((await renderOn({ [ENDPOINT]: route })).error?.message).not.toContain('allowedOrigins')
  })

  test.each([
    ['a page of the framework', () => page(404)],
    ['JSON of something else', () => Response.json({ detail: 'Not Found' }, { status: 404 })],
  ])('the error of tokenEndpoint names the base path after status 404 and %s', async (_, route) => {
    const { error } = await renderOn({ [ENDPOINT]: route })
    expect(error).toMatchObject({ code: 'REQUEST_REJECTED', status: 404 })
    expect(error?.message).toContain('basePath')
  })

  test('the error of tokenEndpoint does not name the base path when the handler knows no such embed', async () => {
    const { error } = await renderOn({ [ENDPOINT]: ofHandler(404) })
    expect(error?.message).not.toContain('basePath')
  })
})

describe('tokenEndpoint with headers and credentials', () => {
  test.each<[string, TokenEndpoint['headers']]>([
    ['an object', { Authorization: 'Bearer one' }],
    ['Headers', new Headers({ authorization: 'Bearer one' })],
    ['a function', () => ({ authorization: 'Bearer one' })],
    ['an async function', async () => new Headers({ authorization: 'Bearer one' })],
  ])('tokenEndpoint sends the headers of %s, and its own', async (_, headers) => {
    const { sent } = await renderOn({ [ENDPOINT]: token }, { url: ENDPOINT, headers, credentials: 'include' })
    expect(sent[0]).toMatchObject({ method: 'POST', credentials: 'include' })
    const received = new Headers(sent[0]?.headers)
    expect([...received]).toEqual([
      ['accept', 'application/json'],
      ['authorization', 'Bearer one'],
      ['content-type', 'application/json'],
    ])
  })

  test('tokenEndpoint calls the headers function for each request, so that each has the newest access token', async () => {
    const headers = vi.fn(async () => ({ authorization: `Bearer ${headers.mock.calls.length}` }))
    const seen: (string | null)[] = []
    const route: FakeRoute = (request) => {
      seen.push(request.headers.get('authorization'))
      return Response.json({ token: `t${seen.length}`, expiresIn: 300 })
    }
    await renderOn({ [ENDPOINT]: route }, { url: ENDPOINT, headers })
    expect(seen.slice(0, 3)).toEqual(['Bearer 1', 'Bearer 2', 'Bearer 3'])
  })

  test('tokenEndpoint handles an error of the headers function like an error of fetchToken', async () => {
    const headers = async (): Promise<HeadersInit> => Promise.reject(new Response('', { status: 401 }))
    const { error, requests } = await renderOn({ [ENDPOINT]: token }, { url: ENDPOINT, headers })
    expect(error).toMatchObject({ code: 'UNAUTHORIZED', status: 401 })
    expect(error?.message.startsWith(`${ENDPOINT}: `)).toBe(true)
    expect(requests).toEqual([])
  })
})

test.each<[string, unknown]>([
  ['an empty string', ''],
  ['blank', '  '],
  ['a host without scheme', 'localhost:3001/api/embed-token'],
  ['no URL', 'http://'],
  ['a number', 5],
  ['an object without URL', { headers: {} }],
  ['an object with an empty URL', { url: '' }],
  ['an object whose headers are text', { url: ENDPOINT, headers: 'Bearer s3cret' }],
  ['an object with an invalid header', { url: ENDPOINT, headers: { 'no name': 's3cret' } }],
  ['an object with unknown credentials', { url: ENDPOINT, credentials: 'yes' }],
])('tokenEndpoint as %s is INVALID_PROPS, and nothing is requested', async (_, endpoint) => {
  const { error, requests } = await renderOn({}, endpoint as string)
  expect(error).toMatchObject({ code: 'INVALID_PROPS', retryable: false })
  expect(error?.message).toContain('tokenEndpoint must be')
  expect(error?.message).not.toContain('s3cret')
  expect(requests).toEqual([])
})
