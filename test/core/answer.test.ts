import { describe, expect, test } from 'vitest'
import { parseTokenAnswer } from '../../src/core/answer.ts'
import { errorOf, HOUR, MINUTE } from './support.ts'

const INSTANT = Date.UTC(2024, 4, 25, 15, 51, 34)

test('takes a bare string for the token', () => {
  expect(parseTokenAnswer('abc')).toEqual({ token: 'abc' })
})

test('takes a token without an expiry', () => {
  expect(parseTokenAnswer({ token: 'abc' })).toEqual({ token: 'abc' })
})

test.each([
  [900, 15 * MINUTE],
  [0.5, 500],
  [0, 0],
  ['PT1H', HOUR],
])('reads expiresIn %j, a number being seconds', (expiresIn, lifetime) => {
  expect(parseTokenAnswer({ token: 'abc', expiresIn })).toEqual({ token: 'abc', lifetime })
})

test.each(['2024-05-25T15:51:34', '2024-05-25T15:51:34Z', INSTANT / 1_000, INSTANT, new Date(INSTANT)])(
  'reads expiresAt and serverNow in the form %s',
  (stamp) => {
    expect(parseTokenAnswer({ token: 'abc', expiresAt: stamp })).toEqual({ token: 'abc', expiresAt: INSTANT })
    expect(parseTokenAnswer({ token: 'abc', expiresAt: stamp, serverNow: stamp })).toEqual({
      token: 'abc',
      expiresAt: INSTANT,
      serverNow: INSTANT,
    })
  },
)

test('leaves a token as it came, however awkward', () => {
  const token = '+/=&#?% é'
  expect(parseTokenAnswer(token).token).toBe(token)
  expect(parseTokenAnswer({ token }).token).toBe(token)
})

describe('an expiry that cannot be read', () => {
  test.each(['-PT5M', 'P', '1h', '900', '', NaN, Infinity, -1, true, {}, []])(
    'is flagged and left out: expiresIn %j',
    (expiresIn) => {
      const { unreadable, lifetime, token } = parseTokenAnswer({ token: 'abc', expiresIn })
      expect({ unreadable, lifetime, token }).toEqual({ unreadable: 'expiresIn', lifetime: undefined, token: 'abc' })
    },
  )

  test.each(['garbage', '', NaN, Infinity, new Date(NaN), {}, true])(
    'is flagged and left out: expiresAt %s',
    (expiresAt) => {
      const { unreadable, expiresAt: read, token } = parseTokenAnswer({ token: 'abc', expiresAt })
      expect({ unreadable, read, token }).toEqual({ unreadable: 'expiresAt', read: undefined, token: 'abc' })
    },
  )

  test('is not one that is missing', () => {
    expect(parseTokenAnswer({ token: 'abc', serverNow: 'noon' }).unreadable).toBe('serverNow')
    const answer = { token: 'abc', expiresIn: null, expiresAt: undefined, serverNow: null }
    expect(parseTokenAnswer(answer)).toEqual({ token: 'abc' })
  })

  test('leaves the other one in use', () => {
    expect(parseTokenAnswer({ token: 'abc', expiresIn: '1h', expiresAt: INSTANT }).expiresAt).toBe(INSTANT)
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
    const error = errorOf(() => parseTokenAnswer(answer))
    expect(error.code).toBe('INVALID_ANSWER')
    expect(error.retryable).toBe(true)
    expect(error.message).toContain('must answer with a token: a string, or an object { token, expiresIn }')
    expect(error.message).toContain(`it answered with ${shape}.`)
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toMatch(/eyJ|5551234|doctype/)
  })
})
