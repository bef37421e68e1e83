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

test('takes what the vendor documents where the answer says nothing', () => {
  expect(deriveLifetime({ token: 't' }, REQUEST_START, FELT)).toBe(15 * MINUTE)
  expect(deriveLifetime({ token: 't' }, REQUEST_START, EXPLO)).toBe(DAY)
})

test.each([-DAY, 0, DAY])('takes a duration whatever the clocks say: off by %d ms', (skew) => {
  const answer = { token: 't', lifetime: 10 * MINUTE, expiresAt: WALL + HOUR, serverNow: WALL }
  expect(deriveLifetime(answer, { ...REQUEST_START, systemTime: WALL + skew }, FELT)).toBe(10 * MINUTE)
})

test.each([-DAY, 0, DAY])("takes the server's two stamps whatever our clock says: off by %d ms", (skew) => {
  const answer = { token: 't', expiresAt: WALL + 10 * MINUTE, serverNow: WALL }
  expect(deriveLifetime(answer, { ...REQUEST_START, systemTime: WALL + skew }, FELT)).toBe(10 * MINUTE)
})

test("takes the server's expiry against our clock where that is all there is", () => {
  expect(deriveLifetime({ token: 't', expiresAt: WALL + 10 * MINUTE }, REQUEST_START, FELT)).toBe(10 * MINUTE)
})

test.each([
  ['a duration', { token: 't', lifetime: DAY }],
  ['two stamps', { token: 't', expiresAt: WALL + DAY, serverNow: WALL }],
  ['an expiry seen by a clock that is an hour behind', { token: 't', expiresAt: WALL + HOUR + 15 * MINUTE }],
])("never goes beyond the vendor's longest: %s", (_, answer) => {
  expect(deriveLifetime(answer, REQUEST_START, FELT)).toBe(15 * MINUTE)
})

test('never assumes more than the longest', () => {
  expect(deriveLifetime({ token: 't' }, REQUEST_START, { default: DAY, max: HOUR })).toBe(HOUR)
})

test('has no longest where the vendor names none', () => {
  expect(deriveLifetime({ token: 't', lifetime: 400 * DAY }, REQUEST_START, EXPLO)).toBe(400 * DAY)
})

test('is zero or less for a token that had run out', () => {
  expect(deriveLifetime({ token: 't', lifetime: 0 }, REQUEST_START, FELT)).toBe(0)
  expect(deriveLifetime({ token: 't', expiresAt: WALL - HOUR }, REQUEST_START, FELT)).toBe(-HOUR)
})

describe('a clock that is ahead', () => {
  /** What a server that mints on demand says to a clock that is an hour ahead. */
  const looksOld = (at: number): ParsedToken => ({ token: 't', expiresAt: WALL + at + 15 * MINUTE - HOUR })
  const requestStartAt = (clockTime: number): RequestStart => ({ clockTime, systemTime: WALL + clockTime })
  const derive = (answer: ParsedToken, at: number, previous?: ServerExpiry) =>
    deriveLifetime(answer, requestStartAt(at), FELT, previous)

  test('makes the first token look dead', () => {
    expect(derive(looksOld(0), 0)).toBe(-45 * MINUTE)
  })

  test.each([
    ['two seconds', 2_000],
    ['twelve minutes', 12 * MINUTE],
  ])('is seen through at the second, %s later', (_, at) => {
    expect(derive(looksOld(at), at, getServerExpiry(looksOld(0), requestStartAt(0)))).toBe(15 * MINUTE)
  })

  test('is not seen through where the expiry stood still: that is a cache', () => {
    expect(derive(looksOld(0), 2_000, getServerExpiry(looksOld(0), requestStartAt(0)))).toBe(-45 * MINUTE - 2_000)
  })

  test('is not seen through where the expiry moved more than five seconds more, or less, than time', () => {
    for (const off of [5_001, -5_001]) {
      const previous = { expiresAt: WALL + 15 * MINUTE - HOUR - off, requestedAt: 0 }
      expect(derive(looksOld(60_000), 60_000, previous)).toBe(-45 * MINUTE)
    }
    for (const off of [5_000, -5_000]) {
      const previous = { expiresAt: WALL + 15 * MINUTE - HOUR - off, requestedAt: 0 }
      expect(derive(looksOld(60_000), 60_000, previous)).toBe(15 * MINUTE)
    }
  })

  test('is not suspected of a token that seems to have a minute or more left', () => {
    const answer = { token: 't', expiresAt: WALL + MINUTE }
    const previous = { expiresAt: WALL, requestedAt: -MINUTE }
    expect(derive(answer, 0, previous)).toBe(MINUTE)
    expect(derive({ ...answer, expiresAt: WALL + MINUTE - 1 }, 0, previous)).toBe(15 * MINUTE)
  })

  test('is of no concern where the vendor documents no one life', () => {
    expect(
      deriveLifetime(looksOld(2_000), requestStartAt(2_000), EXPLO, { expiresAt: WALL - 45 * MINUTE, requestedAt: 0 }),
    ).toBe(-45 * MINUTE)
  })

  test.each([
    ['a duration', { lifetime: 1_000 }],
    ["the server's own clock", { serverNow: WALL }],
    ['no expiry', { expiresAt: undefined }],
  ])('leaves no stamp where the answer holds %s', (_, more) => {
    expect(getServerExpiry({ ...looksOld(0), ...more }, requestStartAt(0))).toBeUndefined()
  })
})
