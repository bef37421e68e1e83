import { expect, test } from 'vitest'
import {
  recordPageTokenRequest,
  recordDelivery,
  type PageTokenRequests,
  isRejectingTokens,
  NO_PAGE_TOKEN_REQUESTS,
} from '../../src/core/tokenRejections.ts'
import { makeToken, MINUTE, SECOND } from './support.ts'

const token = makeToken()

/** A page that is given tokens at some instants, and asks again after some time each. */
function pageThatAsks(deliveries: readonly number[], after: number, given = token): PageTokenRequests {
  return deliveries.reduce(
    (asks, at) => recordPageTokenRequest(recordDelivery(asks, given, at), at + after),
    NO_PAGE_TOKEN_REQUESTS,
  )
}

test('a page that asks right after three tokens in a row rejects them', () => {
  expect(isRejectingTokens(pageThatAsks([0, 10_000], 9_999))).toBe(false)
  expect(isRejectingTokens(pageThatAsks([0, 10_000, 20_000], 9_999))).toBe(true)
})

test('a page that asks ten seconds later has taken what it was given', () => {
  expect(isRejectingTokens(pageThatAsks([0, MINUTE, 2 * MINUTE], 10_000))).toBe(false)
})

test('a page that takes one token begins anew', () => {
  const rejected = pageThatAsks([0, 10_000], 1_000)
  const taken = recordPageTokenRequest(recordDelivery(rejected, token, MINUTE), 2 * MINUTE)
  expect(isRejectingTokens(recordPageTokenRequest(recordDelivery(taken, token, 3 * MINUTE), 3 * MINUTE + 1))).toBe(
    false,
  )
})

test('a page that asks again and again before it gets anything has asked once', () => {
  let asks = recordDelivery(NO_PAGE_TOKEN_REQUESTS, token, 0)
  for (let at = 1_000; at < 60_000; at += 1_000) asks = recordPageTokenRequest(asks, at)
  expect(isRejectingTokens(asks)).toBe(false)
  expect(asks.consecutiveRejections).toBe(1)
})

test('a page that asks before it was ever given a token by message has rejected none', () => {
  expect(recordPageTokenRequest(NO_PAGE_TOKEN_REQUESTS, 1_000).consecutiveRejections).toBe(0)
})

test('a page that rejects goes on doing so until it takes one', () => {
  const rejecting = pageThatAsks([0, 10_000, 20_000], 1_000)
  expect(isRejectingTokens(recordDelivery(rejecting, token, 10 * MINUTE))).toBe(true)
  expect(isRejectingTokens(recordPageTokenRequest(recordDelivery(rejecting, token, 10 * MINUTE), 11 * MINUTE))).toBe(
    false,
  )
})

test('a token of seconds may be asked for when it is due', () => {
  const ask = (after: number): number => {
    const short = makeToken({ expiresAt: 8 * SECOND, refreshAt: 6 * SECOND })
    return recordPageTokenRequest(recordDelivery(NO_PAGE_TOKEN_REQUESTS, short, 0), after).consecutiveRejections
  }
  expect(ask(5_999)).toBe(1)
  expect(ask(6_000)).toBe(0)
})
