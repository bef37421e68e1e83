import { describe, expect, test } from 'vitest'
import { parseTokenResponse } from '../../src/core/parseTokenResponse.ts'
import { errorOf, HOUR, MINUTE } from './support.ts'

const INSTANT = Date.UTC(2024, 4, 25, 15, 51, 34)

test('takes a bare string for the token', () => {
  expect(parseTokenResponse('abc')).toEqual({ token: 'abc' })
})

test('takes a token without an expiry', () => {
  expect(parseTokenResponse({ token: 'abc' })).toEqual({ token: 'abc' })
})

test.each([
  [900, 15 * MINUTE],
  [0.5, 500],
  [0, 0],
  ['PT1H', HOUR],
])('reads expiresIn %j, a number being seconds', (expiresIn, lifetime) => {
  expect(parseTokenResponse({ token: 'abc', expiresIn })).toEqual({ token: 'abc', lifetime })
})

test.each(['2024-05-25T15:51:34', '2024-05-25T15:51:34Z', INSTANT / 1_000, INSTANT, new Date(INSTANT)])(
  'reads expiresAt and serverNow in the form %s',
  (stamp) => {
    expect(parseTokenResponse({ token: 'abc', expiresAt: stamp })).toEqual({ token: 'abc', expiresAt: INSTANT })
    expect(parseTokenResponse({ token: 'abc', expiresAt: stamp, serverNow: stamp })).toEqual({
      token: 'abc',
      expiresAt: INSTANT,
      serverNow: INSTANT,
    })
  },
)

test('leaves a token as it came, however awkward', () => {
  const token = '+/=&#?% é'
  expect(parseTokenResponse(token).token).toBe(token)
  expect(parseTokenResponse({ token }).token).toBe(token)
})

describe('an expiry that cannot be read', () => {
  test.each(['-PT5M', 'P', '1h', '900', '', NaN, Infinity, -1, true, {}, []])(
    'is flagged and left out: expiresIn %j',
    (expiresIn) => {
      const { unparsableField, lifetime, token } = parseTokenResponse({ token: 'abc', expiresIn })
      expect({ unparsableField, lifetime, token }).toEqual({
        unparsableField: 'expiresIn',
        lifetime: undefined,
        token: 'abc',
      })
    },
  )

  test.each(['garbage', '', NaN, Infinity, new Date(NaN), {}, true])(
    'is flagged and left out: expiresAt %s',
    (expiresAt) => {
      const { unparsableField, expiresAt: read, token } = parseTokenResponse({ token: 'abc', expiresAt })
      expect({ unparsableField, read, token }).toEqual({ unparsableField: 'expiresAt', read: undefined, token: 'abc' })
    },
  )

  test('is not one that is missing', () => {
    expect(parseTokenResponse({ token: 'abc', serverNow: 'noon' }).unparsableField).toBe('serverNow')
    const answer = { token: 'abc', expiresIn: null, expiresAt: undefined, serverNow: null }
    expect(parseTokenResponse(answer)).toEqual({ token: 'abc' })
  })

  test('leaves the other one in use', () => {
    expect(parseTokenResponse({ token: 'abc', expiresIn: '1h', expiresAt: INSTANT }).expiresAt).toBe(INSTANT)
  })
})

describe('an answer without a token', () => {
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
    ['an HTML page', html, 'what looks like an HTML page'],
    ['an HTML page for a token', { token: html }, 'an object with the keys token'],
    ['a Response', Response.json({ token: SECRET }), 'a Response (return `await response.json()` instead)'],
    ['an array', [SECRET], 'an array'],
    ['a number', 5551234, 'a number'],
    ['true', true, 'a boolean'],
    ['a function', () => SECRET, 'a function'],
    ['a symbol', Symbol(SECRET), 'a symbol'],
  ])('is refused with the shape that came: %s', (_, answer, shape) => {
    const error = errorOf(() => parseTokenResponse(answer))
    expect(error.code).toBe('INVALID_TOKEN_RESPONSE')
    expect(error.retryable).toBe(true)
    expect(error.message).toContain('holds no token: expected a non-empty string, or an object { token, expiresIn }')
    expect(error.message).toContain(`received ${shape}.`)
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toMatch(/eyJ|5551234|doctype/)
  })
})
