import { describe, expect, test, vi } from 'vitest'
import { parseTokenResponse } from '../../src/core/parseTokenResponse.ts'
import { errorOf, HOUR, MINUTE } from './support.ts'

const INSTANT = Date.UTC(2024, 4, 25, 15, 51, 34)

test('parseTokenResponse accepts a bare string as the token', () => {
  expect(parseTokenResponse('abc')).toEqual({ token: 'abc' })
})

test('parseTokenResponse accepts a token without an expiry', () => {
  expect(parseTokenResponse({ token: 'abc' })).toEqual({ token: 'abc' })
})

test.each([
  [900, 15 * MINUTE],
  [0.5, 500],
  [0, 0],
  ['PT1H', HOUR],
])('parseTokenResponse parses expiresIn %j, with numbers in seconds', (expiresIn, lifetime) => {
  expect(parseTokenResponse({ token: 'abc', expiresIn })).toEqual({ token: 'abc', lifetime })
})

test.each(['2024-05-25T15:51:34', '2024-05-25T15:51:34Z', INSTANT / 1_000, INSTANT, new Date(INSTANT)])(
  'parseTokenResponse parses expiresAt and serverNow as %s',
  (stamp) => {
    expect(parseTokenResponse({ token: 'abc', expiresAt: stamp })).toEqual({ token: 'abc', expiresAt: INSTANT })
    expect(parseTokenResponse({ token: 'abc', expiresAt: stamp, serverNow: stamp })).toEqual({
      token: 'abc',
      expiresAt: INSTANT,
      serverNow: INSTANT,
    })
  },
)

test('parseTokenResponse returns a token with special characters unchanged', () => {
  const token = '+/=&#?% é'
  expect(parseTokenResponse(token).token).toBe(token)
  expect(parseTokenResponse({ token }).token).toBe(token)
})

describe('parseTokenResponse reads the fields of a backend in Ruby or Python', () => {
  test.each<[object, object]>([
    [{ expires_in: 3_600 }, { lifetime: HOUR }],
    [{ expires_in: '3600' }, { lifetime: HOUR }],
    [{ expiresIn: '3600' }, { lifetime: HOUR }],
    [{ expiresIn: '0.5' }, { lifetime: 500 }],
    [{ expires_in: 'PT1H' }, { lifetime: HOUR }],
    [{ expires_at: '2024-05-25T15:51:34' }, { expiresAt: INSTANT }],
    [{ expires_at: '2024-05-25 15:51:34 UTC' }, { expiresAt: INSTANT }],
    [{ expires_at: 'Sat, 25 May 2024 15:51:34 GMT' }, { expiresAt: INSTANT }],
    [{ expires_at: INSTANT / 1_000 }, { expiresAt: INSTANT }],
    [{ expires_at: String(INSTANT / 1_000) }, { expiresAt: INSTANT }],
    [{ expiresAt: String(INSTANT) }, { expiresAt: INSTANT }],
    [
      { expires_at: INSTANT, server_now: String(INSTANT) },
      { expiresAt: INSTANT, serverNow: INSTANT },
    ],
    [{ expiresIn: null, expires_in: 60 }, { lifetime: MINUTE }],
    [{ expiresIn: 60, expires_in: 3_600 }, { lifetime: MINUTE }],
  ])('%j', (fields, parsed) => {
    expect(parseTokenResponse({ token: 'abc', ...fields })).toEqual({ token: 'abc', ...parsed })
  })
})

describe('parseTokenResponse rejects a response', () => {
  const VALUES: Readonly<Record<string, readonly unknown[]>> = {
    expiresIn: ['-PT5M', 'P', '1h', '', ' ', '60s', '1e3', '-1', NaN, Infinity, -1, true, {}, []],
    expires_in: ['one hour', -1, false],
    expiresAt: ['garbage', '', NaN, Infinity, new Date(NaN), {}, true, '3600', '20240525155134'],
    expires_at: ['soon', 'in 15 minutes', []],
    serverNow: ['noon'],
    server_now: ['noon'],
  }
  const cases = Object.entries(VALUES).flatMap(([name, values]) => values.map((value) => [name, value] as const))

  test.each(cases)('parseTokenResponse names the field when %s is %j', (name, value) => {
    const error = errorOf(() => parseTokenResponse({ token: 'abc', [name]: value }))
    expect([error.code, error.retryable]).toEqual(['INVALID_TOKEN_RESPONSE', true])
    expect(error.message).toContain(`${name} could not be parsed`)
  })

  test('parseTokenResponse names the unparsable field in production, too', () => {
    vi.stubEnv('NODE_ENV', 'production')
    const error = errorOf(() => parseTokenResponse({ token: 'abc', expires_in: 'one hour' }))
    expect(error.message).toBe("The token's expires_in could not be parsed.")
    vi.unstubAllEnvs()
  })

  test('parseTokenResponse rejects an unparsable expiresIn even when expiresAt is valid', () => {
    expect(errorOf(() => parseTokenResponse({ token: 'a', expiresIn: '1h', expiresAt: INSTANT })).code).toBe(
      'INVALID_TOKEN_RESPONSE',
    )
  })

  test('parseTokenResponse ignores fields with the value null', () => {
    const response = { token: 'abc', expiresIn: null, expiresAt: undefined, serverNow: null }
    expect(parseTokenResponse(response)).toEqual({ token: 'abc' })
  })
})

describe('parseTokenResponse for a response without a token', () => {
  const SECRET = 'eyJhbGciOiJkaXIi'
  const html = `<!doctype html><title>${SECRET}</title>`

  test.each([
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['an empty string', '', 'an empty string'],
    ['an object without keys', {}, 'an object without keys'],
    ['an empty token', { token: '' }, 'an object with the keys token'],
    ['a number for a token', { token: 5551234 }, 'an object with the keys token'],
    ['another name for it', { jwt: SECRET, expiresIn: 60 }, 'an object with the keys jwt, expiresIn'],
    ['an HTML page', html, 'an HTML page'],
    ['an HTML page for a token', { token: html }, 'an object with the keys token'],
    ['a Response', Response.json({ token: SECRET }), 'a Response (return `await response.json()` instead)'],
    ['an array', [SECRET], 'an array'],
    ['a number', 5551234, 'a number'],
    ['true', true, 'a boolean'],
    ['a function', () => SECRET, 'a function'],
    ['a symbol', Symbol(SECRET), 'a symbol'],
  ])('parseTokenResponse describes the received shape when the token is missing: %s', (_, answer, shape) => {
    const error = errorOf(() => parseTokenResponse(answer))
    expect(error.code).toBe('INVALID_TOKEN_RESPONSE')
    expect(error.retryable).toBe(true)
    expect(error.message).toContain(
      'No token in the response: expected a non-empty string, or an object { token, expiresIn }',
    )
    expect(error.message).toContain(`received ${shape}.`)
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toMatch(/eyJ|5551234|doctype/)
  })
})
