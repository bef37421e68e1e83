import { describe, expect, test } from 'vitest'
import type { ParsedToken } from '../../src/core/parseTokenResponse.ts'
import { createInitialToken, createToken as issue } from '../../src/core/createToken.ts'
import type { RequestStart, LifetimePolicy, ServerExpiry } from '../../src/core/lifetime.ts'
import type { EmbedToken } from '../../src/core/token.ts'
import { makeToken, errorOf, HOUR, MINUTE, SECOND } from './support.ts'

const FELT = { default: 15 * MINUTE, max: 15 * MINUTE }
const START = 100 * HOUR
const REQUEST_START = { clockTime: START, systemTime: 5_000 * HOUR }

function issueToken(
  answer: ParsedToken,
  requestStart: RequestStart,
  policy: LifetimePolicy,
  previous: EmbedToken | undefined,
  now: number,
  random: number,
  lastServerExpiry?: ServerExpiry,
): EmbedToken {
  return issue(answer, { requestStart, policy, knownTokens: previous && [previous], lastServerExpiry, now, random })
}

test('createToken counts the lifetime from the start of the request', () => {
  const token = issueToken(
    { token: 'a', lifetime: 10 * MINUTE },
    REQUEST_START,
    FELT,
    undefined,
    START + 20 * SECOND,
    0,
  )
  expect(token.value).toBe('a')
  expect(token.issuedAt).toBe(START)
  expect(token.expiresAt).toBe(START + 10 * MINUTE)
})

test("createToken compares a server's expiry with the system clock at the start of the request", () => {
  const answer = { token: 'a', expiresAt: REQUEST_START.systemTime + 10 * MINUTE }
  expect(issueToken(answer, REQUEST_START, FELT, undefined, START + SECOND, 0).expiresAt).toBe(START + 10 * MINUTE)
})

test("createToken limits the lifetime to the provider's maximum", () => {
  const token = issueToken({ token: 'a', lifetime: HOUR }, REQUEST_START, FELT, undefined, START, 0)
  expect(token.expiresAt).toBe(START + 15 * MINUTE)
})

test('createToken computes the refresh time from the given random number', () => {
  const draw = (random: number): number =>
    issueToken({ token: 'a' }, REQUEST_START, FELT, undefined, START, random).refreshAt - START
  expect(draw(0)).toBe(12 * MINUTE)
  expect(draw(1)).toBe(10.5 * MINUTE)
})

test('createToken counts the refresh time from the start of the request', () => {
  const token = issueToken({ token: 'a' }, REQUEST_START, FELT, undefined, START + MINUTE, 0)
  expect(token.refreshAt - START).toBe(12 * MINUTE)
})

describe('a repeated token', () => {
  const first = makeToken({ value: 'a', issuedAt: START - 5 * MINUTE, expiresAt: START + 10 * MINUTE })

  test('a repeated token keeps its earlier expiry when the response contains a later expiry', () => {
    expect(issueToken({ token: 'a' }, REQUEST_START, FELT, first, START, 0).expiresAt).toBe(START + 10 * MINUTE)
  })

  test('a repeated token gets the new expiry when the response contains an earlier expiry', () => {
    const token = issueToken({ token: 'a', lifetime: 4 * MINUTE }, REQUEST_START, FELT, first, START, 0)
    expect(token.expiresAt).toBe(START + 4 * MINUTE)
  })

  test('a repeated token gets a refresh time computed from its remaining lifetime', () => {
    expect(issueToken({ token: 'a' }, REQUEST_START, FELT, first, START, 0).refreshAt).toBe(START + 8 * MINUTE)
  })

  test('a repeated token is fetched only a few times before its expiry', () => {
    let token = issueToken({ token: 'a' }, { clockTime: 0, systemTime: 0 }, FELT, undefined, 0, 0.5)
    let fetches = 0
    for (; token.refreshAt - token.issuedAt > 5 * SECOND; fetches += 1) {
      const clockTime = token.refreshAt
      token = issueToken({ token: 'a' }, { clockTime, systemTime: clockTime }, FELT, token, clockTime, 0.5)
      expect(token.expiresAt).toBe(15 * MINUTE)
    }
    expect(fetches).toBeLessThanOrEqual(5)
  })

  test('a repeated token keeps its expiry after other tokens in between', () => {
    const knownTokens = [makeToken({ value: 'c' }), makeToken({ value: 'b' }), first]
    const context = { requestStart: REQUEST_START, policy: FELT, knownTokens, now: START, random: 0 }
    expect(issue({ token: 'a' }, context).expiresAt).toBe(START + 10 * MINUTE)
  })

  test('a repeated token is accepted after a token with a later expiry, which may not have worked', () => {
    const knownTokens = [makeToken({ value: 'b', expiresAt: START + 15 * MINUTE }), first]
    const context = { requestStart: REQUEST_START, policy: FELT, knownTokens, now: START, random: 0 }
    expect(issue({ token: 'a' }, context).value).toBe('a')
  })

  test('a repeated token that has expired is rejected as STALE_TOKEN', () => {
    const now = START + 10 * MINUTE
    const error = errorOf(() => issueToken({ token: 'a' }, { clockTime: now, systemTime: 0 }, FELT, first, now, 0))
    expect(error.code).toBe('STALE_TOKEN')
    expect(error.message).toContain('Return a new token for every request')
    expect(error.retryable).toBe(true)
  })
})

test('a different token may expire later than its predecessor', () => {
  const previous = makeToken({ value: 'a', expiresAt: START + MINUTE })
  expect(issueToken({ token: 'b' }, REQUEST_START, FELT, previous, START, 0).expiresAt).toBe(START + 15 * MINUTE)
})

describe('a token that is already expired when received', () => {
  test.each([
    ['says so itself', { token: 'secret', lifetime: 0 }, START],
    ['ended before the request by our clock', { token: 'secret', expiresAt: REQUEST_START.systemTime - 1 }, START],
    ['was on its way for longer than it lives', { token: 'secret', lifetime: 15 * MINUTE }, START + 20 * MINUTE],
    ['ends at this very moment', { token: 'secret', lifetime: MINUTE }, START + MINUTE],
  ])('createToken rejects a token as EXPIRED_ON_ARRIVAL when it %s', (_, answer, now) => {
    const error = errorOf(() => issueToken(answer, REQUEST_START, FELT, makeToken({ value: 'other' }), now, 0))
    expect(error.code).toBe('EXPIRED_ON_ARRIVAL')
    expect(error.message).toContain('return expiresIn (seconds) so that clock differences do not matter')
    expect(error.retryable).toBe(true)
    expect(`${error.message}${JSON.stringify(error)}`).not.toContain('secret')
  })

  test('createToken accepts a token with 1 ms left', () => {
    const now = START + MINUTE - 1
    expect(issueToken({ token: 'a', lifetime: MINUTE }, REQUEST_START, FELT, undefined, now, 0).isValidAt(now)).toBe(
      true,
    )
  })
})

test("createToken uses the previous response's expiry to detect clock skew when tokens are minted on demand", () => {
  const lastServerExpiry = {
    expiresAt: REQUEST_START.systemTime - 45 * MINUTE - 2 * SECOND,
    requestedAt: START - 2 * SECOND,
  }
  const answer = { token: 'b', expiresAt: REQUEST_START.systemTime - 45 * MINUTE }
  expect(errorOf(() => issueToken(answer, REQUEST_START, FELT, undefined, START, 0)).code).toBe('EXPIRED_ON_ARRIVAL')
  expect(issueToken(answer, REQUEST_START, FELT, undefined, START, 0, lastServerExpiry).expiresAt).toBe(
    START + 15 * MINUTE,
  )
})

test("createToken rejects a token when the adapter's lifetime policy is NaN", () => {
  const policy = { default: NaN }
  expect(errorOf(() => issueToken({ token: 'a' }, REQUEST_START, policy, undefined, START, 0))).toMatchObject({
    code: 'EXPIRED_ON_ARRIVAL',
  })
})

test.each<[string, Partial<ParsedToken>]>([
  ['its duration', { lifetime: 48 * HOUR }],
  ['its timestamp', { expiresAt: REQUEST_START.systemTime + 48 * HOUR }],
])('createInitialToken uses %s alone, if the token has no other expiry', (_, expiry) => {
  const policy = { default: 24 * HOUR }
  const token = createInitialToken({ token: 'a', ...expiry }, { requestStart: REQUEST_START, policy, random: 0 })
  expect(token.expiresAt).toBe(START + 48 * HOUR)
})
