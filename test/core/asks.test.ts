import { expect, test } from 'vitest'
import { afterAsk, afterDelivery, type Asks, isRejecting, NO_ASKS } from '../../src/core/asks.ts'
import { aToken, MINUTE, SECOND } from './support.ts'

const token = aToken()

/** A page that is given tokens at some instants, and asks again after some time each. */
function pageThatAsks(deliveries: readonly number[], after: number, given = token): Asks {
  return deliveries.reduce((asks, at) => afterAsk(afterDelivery(asks, given, at), at + after), NO_ASKS)
}

test('a page that asks right after three tokens in a row rejects them', () => {
  expect(isRejecting(pageThatAsks([0, 10_000], 9_999))).toBe(false)
  expect(isRejecting(pageThatAsks([0, 10_000, 20_000], 9_999))).toBe(true)
})

test('a page that asks ten seconds later has taken what it was given', () => {
  expect(isRejecting(pageThatAsks([0, MINUTE, 2 * MINUTE], 10_000))).toBe(false)
})

test('a page that takes one token begins anew', () => {
  const rejected = pageThatAsks([0, 10_000], 1_000)
  const taken = afterAsk(afterDelivery(rejected, token, MINUTE), 2 * MINUTE)
  expect(isRejecting(afterAsk(afterDelivery(taken, token, 3 * MINUTE), 3 * MINUTE + 1))).toBe(false)
})

test('a page that asks again and again before it gets anything has asked once', () => {
  let asks = afterDelivery(NO_ASKS, token, 0)
  for (let at = 1_000; at < 60_000; at += 1_000) asks = afterAsk(asks, at)
  expect(isRejecting(asks)).toBe(false)
  expect(asks.rejected).toBe(1)
})

test('a page that asks before it was ever given a token by message has rejected none', () => {
  expect(afterAsk(NO_ASKS, 1_000).rejected).toBe(0)
})

test('a page that rejects goes on doing so until it takes one', () => {
  const rejecting = pageThatAsks([0, 10_000, 20_000], 1_000)
  expect(isRejecting(afterDelivery(rejecting, token, 10 * MINUTE))).toBe(true)
  expect(isRejecting(afterAsk(afterDelivery(rejecting, token, 10 * MINUTE), 11 * MINUTE))).toBe(false)
})

test('a token of seconds may be asked for when it is due', () => {
  const ask = (after: number): number => {
    const short = aToken({ expiresAt: 8 * SECOND, refreshAt: 6 * SECOND })
    return afterAsk(afterDelivery(NO_ASKS, short, 0), after).rejected
  }
  expect(ask(5_999)).toBe(1)
  expect(ask(6_000)).toBe(0)
})
