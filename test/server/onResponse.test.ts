import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import type { TokenHandlerOptions } from '../../src/server.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import { createRequest, createTestHandler, EXPLO, FELT } from './createTestHandler.ts'

const notFound = async () => Response.json({ errors: [{ title: 'No such map' }] }, { status: 404 })
const busy = async () => new Response(null, { status: 429, headers: { 'retry-after': '7' } })

describe('onResponse receives one event for', () => {
  test.each<[string, Partial<TokenHandlerOptions>, Request, object]>([
    ['a token', {}, createRequest(), { requested: FELT, status: 200, code: undefined, error: undefined }],
    ['a dashboard', {}, createRequest(EXPLO), { requested: EXPLO, status: 200 }],
    [
      'a method that is not POST',
      {},
      new Request('http://localhost/'),
      {
        requested: undefined,
        status: 405,
        code: 'REQUEST_REJECTED',
        error: { message: expect.stringContaining('GET') },
      },
    ],
    [
      'an origin that is not allowed',
      { allowedOrigins: ['https://app.example.com'] },
      createRequest(FELT, { origin: 'http://localhost:5173' }),
      {
        requested: undefined,
        status: 403,
        code: 'UNAUTHORIZED',
        error: { message: 'allowedOrigins does not allow the origin http://localhost:5173.' },
      },
    ],
    [
      'a body that is no request',
      {},
      createRequest('{}'),
      { requested: undefined, status: 400, error: { code: 'REQUEST_REJECTED' } },
    ],
    [
      'a content type that is not JSON',
      {},
      createRequest(FELT, { 'content-type': 'text/plain' }),
      { status: 415, error: { code: 'REQUEST_REJECTED' } },
    ],
    [
      'a body that is too long',
      {},
      createRequest('x'.repeat(5_000)),
      { status: 413, error: { code: 'REQUEST_REJECTED' } },
    ],
    ['a refusal', { authorize: () => 403 }, createRequest(), { requested: FELT, status: 403, error: undefined }],
    [
      'an embed that the viewer may not see',
      {},
      createRequest({ ...FELT, mapId: 'map-2' }),
      { requested: { provider: 'felt', mapId: 'map-2' }, status: 403, code: 'UNAUTHORIZED' },
    ],
    [
      'a 404 of the provider',
      { felt: { apiToken: 'secret', fetch: notFound } },
      createRequest(),
      {
        requested: FELT,
        status: 404,
        code: 'REQUEST_REJECTED',
        error: { message: expect.stringContaining('No such map') },
      },
    ],
    [
      'a 429 of the provider',
      { felt: { apiToken: 'secret', fetch: busy } },
      createRequest(),
      { requested: FELT, status: 429, code: 'RATE_LIMITED', error: { retryAfterMs: 7_000 } },
    ],
    [
      'an error of the app',
      { authorize: () => Promise.reject(new Error('the database is down')) },
      createRequest(),
      { requested: FELT, status: 500, code: 'FETCH_FAILED', error: { message: 'the database is down' } },
    ],
  ])('onResponse receives one event for %s', async (_, options, request, expected) => {
    const { handler, events } = createTestHandler(options)
    const response = await handler(request)
    expect(events).toHaveLength(1)
    expect(events).toMatchObject([{ ...expected, duration: expect.any(Number) }])
    expect(events[0]?.status).toBe(response.status)
    expect(events[0]?.duration).toBeGreaterThanOrEqual(0)
    expect(inspect(events, { depth: 9, showHidden: true })).not.toMatch(/api-token|secret|token-1/)
  })
})

test('onResponse receives the request, which identifies the viewer', async () => {
  const onResponse = vi.fn()
  const { handler } = createTestHandler({ onResponse })
  const request = createRequest()
  await handler(request)
  expect(onResponse).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 200 }), request)
})

test.each<[string, () => void | Promise<void>]>([
  [
    'throws',
    () => {
      throw new Error('the log is full')
    },
  ],
  ['rejects', async () => Promise.reject(new Error('the log is full'))],
  [
    'rejects later',
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      throw new Error('the log is full')
    },
  ],
])('an onResponse that %s does not prevent the token or cause an unhandled rejection', async (_, onResponse) => {
  const rejections: unknown[] = []
  const record = (reason: unknown) => void rejections.push(reason)
  process.on('unhandledRejection', record)
  expect((await createTestHandler({ onResponse }).ask()).status).toBe(200)
  await new Promise((resolve) => setTimeout(resolve, 20))
  process.off('unhandledRejection', record)
  expect(rejections).toEqual([])
  expect(takeComplaints().join()).toContain('onResponse failed')
})

test('a response does not wait for onResponse', async () => {
  expect((await createTestHandler({ onResponse: () => new Promise(() => {}) }).ask()).status).toBe(200)
})

describe('the console of a token handler without onResponse', () => {
  const silent = { onResponse: undefined }

  test('the console shows a rejected origin and a failing provider, with the embed', async () => {
    await createTestHandler({ ...silent, allowedOrigins: ['https://a.example'] }).ask(FELT, {
      origin: 'https://b.example',
    })
    await createTestHandler({ ...silent, felt: { apiToken: 'secret', fetch: notFound } }).ask()
    const [origin, provider] = takeComplaints()
    expect(origin).toContain('does not allow the origin https://b.example')
    expect(provider).toContain('responded with 404 to {"provider":"felt","mapId":"map-1"}')
    expect(provider).toContain('No such map')
  })

  test('the console shows a 500 also when authorize throws undefined', async () => {
    expect((await createTestHandler({ ...silent, authorize: () => Promise.reject(undefined) }).ask()).status).toBe(500)
    expect(takeComplaints()).toEqual([expect.stringContaining('responded with 500')])
  })

  test('the console shows no tokens, rejections, signed-out viewers or requests other than POST', async () => {
    await createTestHandler(silent).ask()
    await createTestHandler({ ...silent, authorize: () => 403 }).ask()
    await createTestHandler({ ...silent, authorize: () => Promise.reject({ status: 401 }) }).ask()
    await createTestHandler(silent).handler(new Request('http://localhost/'))
    expect(takeComplaints()).toEqual([])
  })
})
