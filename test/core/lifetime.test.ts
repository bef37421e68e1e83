import { describe, expect, test } from 'vitest'
import type { ParsedToken } from '../../src/core/parseTokenResponse.ts'
import {
  type RequestStart,
  deriveLifetime,
  type LifetimePolicy,
  type ServerExpiry,
  getServerExpiry,
} from '../../src/core/lifetime.ts'
import { DAY, HOUR, MINUTE } from './support.ts'

const WALL = Date.UTC(2024, 4, 25, 15, 51, 34)
const REQUEST_START: RequestStart = { clockTime: 1_000, systemTime: WALL }
const FELT: LifetimePolicy = { default: 15 * MINUTE, max: 15 * MINUTE }
const EXPLO: LifetimePolicy = { default: DAY }

test("deriveLifetime uses the provider's documented lifetime when the response has no expiry", () => {
  expect(deriveLifetime({ token: 't' }, REQUEST_START, FELT)).toBe(15 * MINUTE)
  expect(deriveLifetime({ token: 't' }, REQUEST_START, EXPLO)).toBe(DAY)
})

test.each([-DAY, 0, DAY])(
  'deriveLifetime uses a duration regardless of a client clock that is off by %d ms',
  (skew) => {
    const answer = { token: 't', lifetime: 10 * MINUTE, expiresAt: WALL + HOUR, serverNow: WALL }
    expect(deriveLifetime(answer, { ...REQUEST_START, systemTime: WALL + skew }, FELT)).toBe(10 * MINUTE)
  },
)

test.each([-DAY, 0, DAY])(
  "deriveLifetime uses the server's two timestamps regardless of a client clock that is off by %d ms",
  (skew) => {
    const answer = { token: 't', expiresAt: WALL + 10 * MINUTE, serverNow: WALL }
    expect(deriveLifetime(answer, { ...REQUEST_START, systemTime: WALL + skew }, FELT)).toBe(10 * MINUTE)
  },
)

test("deriveLifetime compares the server's expiry with the client clock when no other source is available", () => {
  expect(deriveLifetime({ token: 't', expiresAt: WALL + 10 * MINUTE }, REQUEST_START, FELT)).toBe(10 * MINUTE)
})

test.each([
  ['a duration', { token: 't', lifetime: DAY }],
  ['two stamps', { token: 't', expiresAt: WALL + DAY, serverNow: WALL }],
  ['an expiry seen by a clock that is an hour behind', { token: 't', expiresAt: WALL + HOUR + 15 * MINUTE }],
])("deriveLifetime never exceeds the provider's maximum: %s", (_, answer) => {
  expect(deriveLifetime(answer, REQUEST_START, FELT)).toBe(15 * MINUTE)
})

test('deriveLifetime never assumes a default above the maximum', () => {
  expect(deriveLifetime({ token: 't' }, REQUEST_START, { default: DAY, max: HOUR })).toBe(HOUR)
})

test('deriveLifetime has no upper limit when the provider documents no maximum', () => {
  expect(deriveLifetime({ token: 't', lifetime: 400 * DAY }, REQUEST_START, EXPLO)).toBe(400 * DAY)
})

test.each([
  ['an old token of a cache, for what remains of it', 4 * MINUTE, 0, MINUTE],
  ['a new token, for the whole maximum', 0, 0, 5 * MINUTE],
  ['a new token on a client whose clock is an hour behind, for the whole maximum', 0, -HOUR, 5 * MINUTE],
])('deriveLifetime uses a token that states its lifetime: %s', (_, age, skew, expected) => {
  const answer = { token: 't', maxLifetime: 5 * MINUTE, expiresAt: WALL + 5 * MINUTE - age }
  expect(deriveLifetime(answer, { clockTime: 1_000, systemTime: WALL + skew }, EXPLO)).toBe(expected)
})

test('deriveLifetime returns zero or less for an expired token', () => {
  expect(deriveLifetime({ token: 't', lifetime: 0 }, REQUEST_START, FELT)).toBe(0)
  expect(deriveLifetime({ token: 't', expiresAt: WALL - HOUR }, REQUEST_START, FELT)).toBe(-HOUR)
})

describe('deriveLifetime with a fast client clock', () => {
  /** Response of a server with minting on demand to a client clock one hour fast. */
  const looksOld = (at: number): ParsedToken => ({ token: 't', expiresAt: WALL + at + 15 * MINUTE - HOUR })
  const requestStartAt = (clockTime: number): RequestStart => ({ clockTime, systemTime: WALL + clockTime })
  const derive = (answer: ParsedToken, at: number, previous?: ServerExpiry) =>
    deriveLifetime(answer, requestStartAt(at), FELT, previous)

  test('deriveLifetime treats the first token as expired when the client clock is fast', () => {
    expect(derive(looksOld(0), 0)).toBe(-45 * MINUTE)
  })

  test.each([
    ['two seconds', 2_000],
    ['twelve minutes', 12 * MINUTE],
  ])('deriveLifetime detects a fast client clock at the second response, %s later', (_, at) => {
    expect(derive(looksOld(at), at, getServerExpiry(looksOld(0), requestStartAt(0)))).toBe(15 * MINUTE)
  })

  test('deriveLifetime detects no clock skew when the expiry is unchanged, as from a cache', () => {
    expect(derive(looksOld(0), 2_000, getServerExpiry(looksOld(0), requestStartAt(0)))).toBe(-45 * MINUTE - 2_000)
  })

  test('deriveLifetime detects no clock skew when the expiry and the time moved by more than five seconds apart', () => {
    for (const off of [5_001, -5_001]) {
      const previous = { expiresAt: WALL + 15 * MINUTE - HOUR - off, requestedAt: 0 }
      expect(derive(looksOld(60_000), 60_000, previous)).toBe(-45 * MINUTE)
    }
    for (const off of [5_000, -5_000]) {
      const previous = { expiresAt: WALL + 15 * MINUTE - HOUR - off, requestedAt: 0 }
      expect(derive(looksOld(60_000), 60_000, previous)).toBe(15 * MINUTE)
    }
  })

  test('deriveLifetime assumes no clock skew when at least a minute seems to remain', () => {
    const answer = { token: 't', expiresAt: WALL + MINUTE }
    const previous = { expiresAt: WALL, requestedAt: -MINUTE }
    expect(derive(answer, 0, previous)).toBe(MINUTE)
    expect(derive({ ...answer, expiresAt: WALL + MINUTE - 1 }, 0, previous)).toBe(15 * MINUTE)
  })

  test('deriveLifetime detects a fast client clock by a token that states its lifetime', () => {
    const answer = { ...looksOld(2_000), maxLifetime: 5 * MINUTE }
    const previous = getServerExpiry(looksOld(0), requestStartAt(0))
    expect(deriveLifetime(answer, requestStartAt(2_000), EXPLO, previous)).toBe(5 * MINUTE)
  })

  test('deriveLifetime ignores clock skew when the provider documents no fixed lifetime', () => {
    expect(
      deriveLifetime(looksOld(2_000), requestStartAt(2_000), EXPLO, { expiresAt: WALL - 45 * MINUTE, requestedAt: 0 }),
    ).toBe(-45 * MINUTE)
  })

  test.each([
    ['a duration', { lifetime: 1_000 }],
    ["the server's own clock", { serverNow: WALL }],
    ['no expiry', { expiresAt: undefined }],
  ])('getServerExpiry returns nothing when the response contains %s', (_, more) => {
    expect(getServerExpiry({ ...looksOld(0), ...more }, requestStartAt(0))).toBeUndefined()
  })
})
