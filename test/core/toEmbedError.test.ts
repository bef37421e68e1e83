import { describe, expect, test } from 'vitest'
import { EmbedError } from '../../src/core/errors.ts'
import { parseRetryAfter, toEmbedError } from '../../src/core/toEmbedError.ts'
import { HOUR, MINUTE, SECOND } from './support.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const SECRET = 'eyJhbGciOiJkaXIi'

function read(thrown: unknown): EmbedError {
  return toEmbedError(thrown, 'felt', NOW)
}

test.each([
  [400, 'REQUEST_REJECTED', false],
  [401, 'UNAUTHORIZED', false],
  [403, 'UNAUTHORIZED', false],
  [404, 'REQUEST_REJECTED', false],
  [405, 'REQUEST_REJECTED', false],
  [413, 'REQUEST_REJECTED', false],
  [415, 'REQUEST_REJECTED', false],
  [408, 'FETCH_FAILED', true],
  [422, 'REQUEST_REJECTED', false],
  [425, 'FETCH_FAILED', true],
  [429, 'RATE_LIMITED', true],
  [500, 'FETCH_FAILED', true],
  [503, 'FETCH_FAILED', true],
])('toEmbedError converts status %d to %s', (status, code, retryable) => {
  const forms = [
    new Response(SECRET, { status }),
    { status },
    { statusCode: status },
    { response: { status } },
    Object.assign(new Error(SECRET), { response: { status, data: SECRET } }),
  ]
  for (const thrown of forms) {
    const error = read(thrown)
    expect(error).toBeInstanceOf(EmbedError)
    expect(error).toMatchObject({ code, retryable, status, provider: 'felt' })
    expect(error.cause).toBe(thrown)
    expect(error.message).toContain(`status ${status}`)
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(SECRET)
  }
})

test.each<[string, unknown]>([
  ['a string', SECRET],
  ['null', null],
  ['undefined', undefined],
  ['a number', 401],
  ['an object', {}],
  ['a network error', new TypeError('Failed to fetch')],
  ['an abort of its own', new DOMException(SECRET, 'AbortError')],
  ['a status that is text', { status: '401' }],
  ['a status of 0', { status: 0 }],
  ['a response that is none', { response: null, headers: null }],
])('toEmbedError treats %s as retryable', (_, thrown) => {
  const error = read(thrown)
  expect(error).toMatchObject({ code: 'FETCH_FAILED', retryable: true, status: undefined, retryAfterMs: undefined })
  expect(error.cause).toBe(thrown)
  expect(`${error.message}${JSON.stringify(error)}`).not.toContain(SECRET)
})

test.each([
  [401, 'Token request failed with status 401: the viewer is not signed in or has no access.'],
  [404, 'Token request failed with status 404: the server rejected the request.'],
  [429, 'Token request failed with status 429: too many requests.'],
  [500, 'Token request failed with status 500. See `cause`.'],
  [undefined, 'Token request failed. See `cause`.'],
])('toEmbedError explains status %s', (status, message) => {
  expect(read({ status }).message.startsWith(message)).toBe(true)
})

test('toEmbedError accepts only numbers from 100 as a status', () => {
  expect(read({ status: 100, statusCode: 401 }).status).toBe(100)
  expect(read({ status: 99, statusCode: 401 }).status).toBe(401)
})

test('toEmbedError reads headers from a plain object with other fields', () => {
  const headers = { get: 'me a coffee', 'retry-after': '7' }
  expect(read({ status: 429, headers }).retryAfterMs).toBe(7 * SECOND)
})

test('toEmbedError is not retryable when the host app sets `fatal`', () => {
  expect(read(Object.assign(new Error('no'), { fatal: true })).retryable).toBe(false)
  expect(read({ status: 503, fatal: true })).toMatchObject({ code: 'FETCH_FAILED', retryable: false })
  expect(read({ status: 503, fatal: false }).retryable).toBe(true)
})

test('toEmbedError returns an EmbedError unchanged', () => {
  const error = new EmbedError('INVALID_TOKEN_RESPONSE', 'no token', { provider: 'acme', retryable: false })
  expect(read(error)).toBe(error)
})

test("toEmbedError adds the provider's name to an EmbedError without one", () => {
  const details = { retryable: false, status: 418, retryAfterMs: 5, cause: 'a cause' }
  const error = read(new EmbedError('INVALID_TOKEN_RESPONSE', 'no token', details))
  expect(error).toMatchObject({ code: 'INVALID_TOKEN_RESPONSE', message: 'no token', provider: 'felt', ...details })
})

describe('Retry-After', () => {
  const date = new Date(NOW + 2 * MINUTE).toUTCString()

  test.each<[string, unknown, number]>([
    ['seconds of a Response', new Response(null, { status: 429, headers: { 'Retry-After': '7' } }), 7 * SECOND],
    ['the date of a Response', new Response(null, { status: 503, headers: { 'Retry-After': date } }), 2 * MINUTE],
    ["an error's headers", { status: 429, headers: { 'retry-after': '7' } }, 7 * SECOND],
    ["an error's response", { response: { status: 429, headers: { 'retry-after': 7 } } }, 7 * SECOND],
    ["an error's Response", { response: new Response(null, { headers: { 'Retry-After': '7' } }) }, 7 * SECOND],
    ['seconds that the host names itself', { status: 429, retryAfter: 4 }, 4 * SECOND],
    ['ms that the host names itself', { status: 429, retryAfterMs: 1_500, retryAfter: 4 }, 1_500],
    [
      'a header before all fields',
      { status: 429, retryAfter: 9, retryAfterMs: 5, headers: { 'retry-after': '4' } },
      4 * SECOND,
    ],
    [
      'a field where the header cannot be read',
      { status: 429, retryAfter: 4, headers: { 'retry-after': 'soon' } },
      4 * SECOND,
    ],
  ])('toEmbedError finds Retry-After in %s', (_, thrown, ms) => {
    expect(read(thrown).retryAfterMs).toBe(ms)
  })

  test.each<[unknown, number | undefined]>([
    ['7', 7 * SECOND],
    ['0.5', 500],
    [3_600, HOUR],
    [date, 2 * MINUTE],
    [new Date(NOW - MINUTE).toUTCString(), undefined],
    ['0', undefined],
    ['-1', undefined],
    ['abc', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    [{}, undefined],
  ])('toEmbedError parses Retry-After %j', (value, ms) => {
    expect(parseRetryAfter(value, NOW)).toBe(ms)
  })
})

test.each(['status', 'response', 'headers', 'retryAfter', 'fatal'])(
  'toEmbedError converts a thrown object whose %s is unreadable',
  (name) => {
    const thrown = Object.defineProperty({}, name, {
      get() {
        throw new Error('trap')
      },
    })
    expect(toEmbedError(thrown, 'felt', 0)).toMatchObject({ code: 'FETCH_FAILED', cause: thrown })
  },
)
