import { describe, expect, test } from 'vitest'
import { latestRenderAt, nextSwap, urgentAt, type WaitingSwap } from '../../src/core/swapSchedule.ts'
import { MINUTE, SECOND } from './support.ts'

interface NamedSwap extends WaitingSwap {
  name: string
}

const makeSwap = (name: string, expiresAt: number, isInViewport = false): NamedSwap => ({
  name,
  expiresAt,
  isInViewport: () => isInViewport,
})

const equals = (count: number, expiresAt: number) =>
  Array.from({ length: count }, (_, index) => makeSwap(`swap ${index}`, expiresAt))

/** How many swaps begin at a time, if none ends. */
function beginAt(swaps: readonly NamedSwap[], now: number): number {
  const waiting = [...swaps]
  let begun = 0
  for (let swap = nextSwap(waiting, begun, now); swap; swap = nextSwap(waiting, begun, now)) {
    waiting.splice(waiting.indexOf(swap), 1)
    begun += 1
  }
  return begun
}

describe('nextSwap', () => {
  test('nextSwap returns the swap with the earliest token expiry', () => {
    const swaps = [makeSwap('late', 9 * MINUTE), makeSwap('early', 3 * MINUTE), makeSwap('middle', 5 * MINUTE)]
    expect(nextSwap(swaps, 0, 0)?.name).toBe('early')
  })

  test('nextSwap prefers swaps in the viewport over invisible ones', () => {
    const swaps = [
      makeSwap('early', 3 * MINUTE),
      makeSwap('seen late', 9 * MINUTE, true),
      makeSwap('seen', 5 * MINUTE, true),
    ]
    expect(nextSwap(swaps, 0, 0)?.name).toBe('seen')
  })

  test('nextSwap returns the earliest queued of equal swaps', () => {
    expect(nextSwap(equals(3, MINUTE), 0, 0)?.name).toBe('swap 0')
  })

  test("nextSwap returns nothing while two swaps run, regardless of the queue's length", () => {
    expect(beginAt(equals(12, 3 * MINUTE), 0)).toBe(2)
  })

  test.each([
    ['expired long ago', -MINUTE],
    ['expires now', 0],
  ])('nextSwap returns nothing while two swaps run even though a queued token %s', (_, expiresAt) => {
    expect(beginAt(equals(12, expiresAt), 0)).toBe(2)
  })

  test('nextSwap starts a third swap next to two hanging swaps when the token would expire otherwise', () => {
    const last = [makeSwap('last', MINUTE)]
    expect(nextSwap(last, 2, MINUTE - 3 * SECOND - 1)).toBeUndefined()
    expect(nextSwap(last, 2, MINUTE - 3 * SECOND)?.name).toBe('last')
    expect(nextSwap(last, 2, MINUTE)).toBeUndefined()
  })

  test('nextSwap ignores the viewport and uses the earliest expiry when time is short', () => {
    const swaps = [
      makeSwap('seen', 4 * SECOND, true),
      makeSwap('unseen', 3 * SECOND),
      makeSwap('expired', -SECOND, true),
    ]
    expect(nextSwap(swaps, 2, 0)?.name).toBe('unseen')
  })

  test('urgentAt is earlier for a longer queue, because two concurrent swaps must suffice', () => {
    expect(urgentAt(equals(1, MINUTE), 0)).toBe(MINUTE - 3 * SECOND)
    expect(urgentAt(equals(2, MINUTE), 0)).toBe(MINUTE - 3 * SECOND)
    expect(urgentAt(equals(10, MINUTE), 0)).toBe(MINUTE - 15 * SECOND)
    expect(beginAt(equals(10, MINUTE), MINUTE - 15 * SECOND - 1)).toBe(2)
    expect(beginAt(equals(12, MINUTE), MINUTE - 15 * SECOND)).toBe(4)
  })

  test('urgentAt is Infinity when no token can expire', () => {
    expect(urgentAt([], 0)).toBe(Infinity)
    expect(urgentAt(equals(3, -MINUTE), 0)).toBe(Infinity)
    expect(nextSwap([], 0, 0)).toBeUndefined()
  })
})

describe('latestRenderAt', () => {
  test("latestRenderAt is the swap's own limit without queued swaps", () => {
    expect(latestRenderAt(0, 3 * MINUTE, [], 0)).toBe(3 * MINUTE)
  })

  test('latestRenderAt is an equal share of the time left for all queued swaps', () => {
    const end = 3 * MINUTE - 3 * SECOND
    expect(latestRenderAt(0, 3 * MINUTE, equals(1, 3 * MINUTE), 0)).toBe(end / 2)
    expect(latestRenderAt(0, 3 * MINUTE, equals(10, 3 * MINUTE), 0)).toBe(end / 6)
    expect(latestRenderAt(MINUTE, 3 * MINUTE, equals(4, 3 * MINUTE), MINUTE)).toBe(MINUTE + (end - MINUTE) / 3)
  })

  test('latestRenderAt uses the most urgent queued token, not the whole queue', () => {
    const swaps = [...equals(9, 10 * MINUTE), makeSwap('early', MINUTE)]
    expect(latestRenderAt(0, 10 * MINUTE, swaps, 0)).toBe((MINUTE - 3 * SECOND) / 2)
  })

  test('latestRenderAt is now when a queued token is about to expire', () => {
    expect(latestRenderAt(10 * SECOND, 3 * MINUTE, equals(1, 12 * SECOND), 11 * SECOND)).toBeLessThan(11 * SECOND)
  })

  test('latestRenderAt is an equal share of the own limit when the queued tokens have expired', () => {
    expect(latestRenderAt(0, 3 * MINUTE, equals(2, -MINUTE), 0)).toBe(1.5 * MINUTE)
  })
})
