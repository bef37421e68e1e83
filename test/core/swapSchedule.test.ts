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

describe('the next swap', () => {
  test('is the one whose token expires first', () => {
    const swaps = [makeSwap('late', 9 * MINUTE), makeSwap('early', 3 * MINUTE), makeSwap('middle', 5 * MINUTE)]
    expect(nextSwap(swaps, 0, 0)?.name).toBe('early')
  })

  test('is one in the viewport, before all that nobody sees', () => {
    const swaps = [
      makeSwap('early', 3 * MINUTE),
      makeSwap('seen late', 9 * MINUTE, true),
      makeSwap('seen', 5 * MINUTE, true),
    ]
    expect(nextSwap(swaps, 0, 0)?.name).toBe('seen')
  })

  test('is the one that came first of those that are alike', () => {
    expect(nextSwap(equals(3, MINUTE), 0, 0)?.name).toBe('swap 0')
  })

  test('waits while two are in progress, however many wait', () => {
    expect(beginAt(equals(12, 3 * MINUTE), 0)).toBe(2)
  })

  test.each([
    ['expired long ago', -MINUTE],
    ['expires now', 0],
  ])('waits while two are in progress although its token %s: there is nothing left to lose', (_, expiresAt) => {
    expect(beginAt(equals(12, expiresAt), 0)).toBe(2)
  })

  test('begins beside two that hang as soon as its token would expire in the time that a swap takes', () => {
    const last = [makeSwap('last', MINUTE)]
    expect(nextSwap(last, 2, MINUTE - 3 * SECOND - 1)).toBeUndefined()
    expect(nextSwap(last, 2, MINUTE - 3 * SECOND)?.name).toBe('last')
    expect(nextSwap(last, 2, MINUTE)).toBeUndefined()
  })

  test('is the one that expires first where time is short, in the viewport or not', () => {
    const swaps = [
      makeSwap('seen', 4 * SECOND, true),
      makeSwap('unseen', 3 * SECOND),
      makeSwap('expired', -SECOND, true),
    ]
    expect(nextSwap(swaps, 2, 0)?.name).toBe('unseen')
  })

  test('begins the sooner the more of them wait: two at a time must be enough for all', () => {
    expect(urgentAt(equals(1, MINUTE), 0)).toBe(MINUTE - 3 * SECOND)
    expect(urgentAt(equals(2, MINUTE), 0)).toBe(MINUTE - 3 * SECOND)
    expect(urgentAt(equals(10, MINUTE), 0)).toBe(MINUTE - 15 * SECOND)
    expect(beginAt(equals(10, MINUTE), MINUTE - 15 * SECOND - 1)).toBe(2)
    expect(beginAt(equals(12, MINUTE), MINUTE - 15 * SECOND)).toBe(4)
  })

  test('is never urgent where nothing can expire', () => {
    expect(urgentAt([], 0)).toBe(Infinity)
    expect(urgentAt(equals(3, -MINUTE), 0)).toBe(Infinity)
    expect(nextSwap([], 0, 0)).toBeUndefined()
  })
})

describe('the time that a new page has to render', () => {
  test('is what its own token allows while no other swap waits', () => {
    expect(latestRenderAt(0, 3 * MINUTE, [], 0)).toBe(3 * MINUTE)
  })

  test('is an equal share of the time that is left for all that wait', () => {
    const end = 3 * MINUTE - 3 * SECOND
    expect(latestRenderAt(0, 3 * MINUTE, equals(1, 3 * MINUTE), 0)).toBe(end / 2)
    expect(latestRenderAt(0, 3 * MINUTE, equals(10, 3 * MINUTE), 0)).toBe(end / 6)
    expect(latestRenderAt(MINUTE, 3 * MINUTE, equals(4, 3 * MINUTE), MINUTE)).toBe(MINUTE + (end - MINUTE) / 3)
  })

  test('is that of the token that needs it first, not of all that wait', () => {
    const swaps = [...equals(9, 10 * MINUTE), makeSwap('early', MINUTE)]
    expect(latestRenderAt(0, 10 * MINUTE, swaps, 0)).toBe((MINUTE - 3 * SECOND) / 2)
  })

  test('is over where a token that waits is about to expire', () => {
    expect(latestRenderAt(10 * SECOND, 3 * MINUTE, equals(1, 12 * SECOND), 11 * SECOND)).toBeLessThan(11 * SECOND)
  })

  test('is an equal share of what its own token allows where those that wait have expired', () => {
    expect(latestRenderAt(0, 3 * MINUTE, equals(2, -MINUTE), 0)).toBe(1.5 * MINUTE)
  })
})
