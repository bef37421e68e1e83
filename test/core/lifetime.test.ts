import { expect, test } from 'vitest'
import { type Anchor, deriveLifetime, type LifetimePolicy } from '../../src/core/lifetime'
import { DAY, HOUR, MINUTE } from './support'

const WALL = Date.UTC(2024, 4, 25, 15, 51, 34)
const ANCHOR: Anchor = { at: 1_000, wall: WALL }
const FELT: LifetimePolicy = { assumed: 15 * MINUTE, max: 15 * MINUTE }
const EXPLO: LifetimePolicy = { assumed: DAY }

test('takes what the vendor documents where the answer says nothing', () => {
  expect(deriveLifetime({ token: 't' }, ANCHOR, FELT)).toBe(15 * MINUTE)
  expect(deriveLifetime({ token: 't' }, ANCHOR, EXPLO)).toBe(DAY)
})

test.each([-DAY, 0, DAY])('takes a duration whatever the clocks say: off by %d ms', (skew) => {
  const answer = { token: 't', lifetime: 10 * MINUTE, expiresAt: WALL + HOUR, serverNow: WALL }
  expect(deriveLifetime(answer, { ...ANCHOR, wall: WALL + skew }, FELT)).toBe(10 * MINUTE)
})

test.each([-DAY, 0, DAY])("takes the server's two stamps whatever our clock says: off by %d ms", (skew) => {
  const answer = { token: 't', expiresAt: WALL + 10 * MINUTE, serverNow: WALL }
  expect(deriveLifetime(answer, { ...ANCHOR, wall: WALL + skew }, FELT)).toBe(10 * MINUTE)
})

test("takes the server's expiry against our clock where that is all there is", () => {
  expect(deriveLifetime({ token: 't', expiresAt: WALL + 10 * MINUTE }, ANCHOR, FELT)).toBe(10 * MINUTE)
})

test.each([
  ['a duration', { token: 't', lifetime: DAY }],
  ['two stamps', { token: 't', expiresAt: WALL + DAY, serverNow: WALL }],
  ['an expiry seen by a clock that is an hour behind', { token: 't', expiresAt: WALL + HOUR + 15 * MINUTE }],
])("never goes beyond the vendor's longest: %s", (_, answer) => {
  expect(deriveLifetime(answer, ANCHOR, FELT)).toBe(15 * MINUTE)
})

test('never assumes more than the longest', () => {
  expect(deriveLifetime({ token: 't' }, ANCHOR, { assumed: DAY, max: HOUR })).toBe(HOUR)
})

test('has no longest where the vendor names none', () => {
  expect(deriveLifetime({ token: 't', lifetime: 400 * DAY }, ANCHOR, EXPLO)).toBe(400 * DAY)
})

test('is zero or less for a token that had run out', () => {
  expect(deriveLifetime({ token: 't', lifetime: 0 }, ANCHOR, FELT)).toBe(0)
  expect(deriveLifetime({ token: 't', expiresAt: WALL - HOUR }, ANCHOR, FELT)).toBe(-HOUR)
})
