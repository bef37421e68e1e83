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

test('three token requests right after three deliveries count as rejecting tokens', () => {
  expect(isRejectingTokens(pageThatAsks([0, 10_000], 9_999))).toBe(false)
  expect(isRejectingTokens(pageThatAsks([0, 10_000, 20_000], 9_999))).toBe(true)
})

test('a token request ten seconds after a delivery does not count as a rejection', () => {
  expect(isRejectingTokens(pageThatAsks([0, MINUTE, 2 * MINUTE], 10_000))).toBe(false)
})

test('an accepted token resets the count of rejections', () => {
  const rejected = pageThatAsks([0, 10_000], 1_000)
  const taken = recordPageTokenRequest(recordDelivery(rejected, token, MINUTE), 2 * MINUTE)
  expect(isRejectingTokens(recordPageTokenRequest(recordDelivery(taken, token, 3 * MINUTE), 3 * MINUTE + 1))).toBe(
    false,
  )
})

test('repeated token requests before a delivery count as a single request', () => {
  let asks = recordDelivery(NO_PAGE_TOKEN_REQUESTS, token, 0)
  for (let at = 1_000; at < 60_000; at += 1_000) asks = recordPageTokenRequest(asks, at)
  expect(isRejectingTokens(asks)).toBe(false)
  expect(asks.consecutiveRejections).toBe(1)
})

test('a token request before the first delivery does not count as a rejection', () => {
  expect(recordPageTokenRequest(NO_PAGE_TOKEN_REQUESTS, 1_000).consecutiveRejections).toBe(0)
})

test('a page keeps rejecting tokens until it accepts a token', () => {
  const rejecting = pageThatAsks([0, 10_000, 20_000], 1_000)
  expect(isRejectingTokens(recordDelivery(rejecting, token, 10 * MINUTE))).toBe(true)
  expect(isRejectingTokens(recordPageTokenRequest(recordDelivery(rejecting, token, 10 * MINUTE), 11 * MINUTE))).toBe(
    false,
  )
})

test('a token request does not count as a rejection when a short-lived token is due for refresh', () => {
  const ask = (after: number): number => {
    const short = makeToken({ expiresAt: 8 * SECOND, refreshAt: 6 * SECOND })
    return recordPageTokenRequest(recordDelivery(NO_PAGE_TOKEN_REQUESTS, short, 0), after).consecutiveRejections
  }
  expect(ask(5_999)).toBe(1)
  expect(ask(6_000)).toBe(0)
})
