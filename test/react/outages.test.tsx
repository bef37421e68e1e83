import { onlineManager, QueryClientProvider } from '@tanstack/react-query'
import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EmbedError, felt } from '../../src/index.ts'
import { now } from '../../src/browser/clock.ts'
import { HOUR, MINUTE, SECOND } from '../core/support.ts'
import { type Backend, renderTokenHook } from './renderTokenHook.ts'
import {
  acme,
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  advanceTime,
  renderEmbed,
} from './support.tsx'

const MAP = { mapId: 'CjU1CMJPTAGofjOK3ICf1D' }
const LIFE = 15 * MINUTE
/** When a token of Felt's is due to be refreshed: random is 0.5 here. */
const DUE = 0.75 * LIFE
/** Time for react-query to notify. */
const MOMENT = 1

beforeEach(() => {
  // A whole second, as that is what an HTTP date is given in.
  vi.useFakeTimers({ now: Date.UTC(2024, 4, 25, 15, 36, 34) })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  onlineManager.setOnline(true)
  vi.useRealTimers()
})

const answer = (status: number, retryAfter?: string): Response =>
  new Response('', { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } })

/** A token, and from then on what `fail` throws, until `mend`. */
function holdThrough(fail: Backend) {
  let isMended = false
  const held = renderTokenHook(felt, MAP, (call, request) =>
    call === 1 || isMended ? { token: `token-${call}`, expiresIn: LIFE / SECOND } : fail(call, request),
  )
  return Object.assign(held, { mend: () => void (isMended = true) })
}

async function comeBack() {
  await act(async () => void window.dispatchEvent(new Event('focus')))
}

describe('a backend that is down when a refresh is due', () => {
  test('a backend that is down for two minutes gets about ten requests, and the token never expires', async () => {
    const held = holdThrough(() => Promise.reject(answer(503)))
    await advanceTime(DUE + 2 * MINUTE)
    const attempts = held.calls.length - 1
    expect(attempts).toBeGreaterThanOrEqual(8)
    expect(attempts).toBeLessThanOrEqual(12)
    expect(held).toMatchObject({ state: { status: 'degraded' }, token: 'token-1' })
    held.mend()
    await advanceTime(30 * SECOND)
    expect(held.statuses).toEqual(['loading', 'ready', 'degraded', 'ready'])
    await advanceTime(DUE + SECOND)
    expect(held.calls.length).toBe(attempts + 3)
  })

  test("a backend that is down for half an hour gets at least a request per minute, also past the token's expiry", async () => {
    const held = holdThrough(() => Promise.reject(answer(503)))
    await advanceTime(LIFE - MOMENT)
    expect(held.state).toMatchObject({ status: 'degraded', error: { code: 'FETCH_FAILED', status: 503 } })
    await advanceTime(MOMENT)
    expect(held.state).toMatchObject({ status: 'expired', error: { code: 'FETCH_FAILED' } })
    expect(held.token).toBeUndefined()
    await advanceTime(DUE + 30 * MINUTE - LIFE)
    expect(Math.max(...held.gaps.slice(1))).toBeLessThanOrEqual(MINUTE)
    expect(held.statuses).toEqual(['loading', 'ready', 'degraded', 'expired'])
    held.mend()
    await advanceTime(MINUTE)
    expect(held.state.status).toBe('ready')
  })

  test('a backend with 401 gets no further request: the token stays valid until its expiry', async () => {
    const held = holdThrough(() => Promise.reject(answer(401)))
    await advanceTime(HOUR)
    expect(held.statuses).toEqual(['loading', 'ready', 'degraded', 'expired'])
    expect(held.calls).toEqual([0, DUE])
  })

  test.each<[string, Backend]>([
    ['throws', () => { throw new Error('no') }], // prettier-ignore
    ['rejects with a status that is text', () => Promise.reject({ status: '401' })],
    ['rejects with a string', () => Promise.reject('401')],
    ['rejects with null', () => Promise.reject(null)],
    ['rejects with undefined', () => Promise.reject()],
    ['rejects with an abort of its own', () => Promise.reject(new DOMException('', 'AbortError'))],
    ['rejects as a browser without network does', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('a backend failure in which the fetcher %s is retried', async (_, fail) => {
    const held = holdThrough(fail)
    await advanceTime(DUE + MOMENT)
    const nextAttemptAt = now() + 750 - MOMENT
    expect(held.state).toMatchObject({ status: 'degraded', error: { code: 'FETCH_FAILED', retryable: true } })
    expect(held.state).toMatchObject({ nextAttemptAt: expect.closeTo(nextAttemptAt, -1) })
    await advanceTime(2_250 - MOMENT)
    expect(held.gaps).toEqual([DUE, 750, 1_500])
    expect(held.requests.map(({ reason }) => reason)).toEqual(['initial', 'scheduled', 'retry', 'retry'])
    held.mend()
    await advanceTime(3_000 + MOMENT)
    expect(held.state.status).toBe('ready')
  })
})

test('an error thrown by the fetcher is kept as the cause', async () => {
  const cause = { status: 503 }
  const held = holdThrough(() => Promise.reject(cause))
  await advanceTime(DUE + MOMENT)
  const { error } = { error: undefined, ...held.state }
  expect(error).toBeInstanceOf(EmbedError)
  expect(error).toHaveProperty('cause', cause)
})

describe('a backend with Retry-After', () => {
  test('a Retry-After of 40 seconds is respected each time, even if the viewer comes back meanwhile', async () => {
    const held = holdThrough(() => Promise.reject(answer(429, '40')))
    await advanceTime(DUE + MOMENT)
    expect(held.state).toMatchObject({ status: 'degraded', error: { code: 'RATE_LIMITED' } })
    for (let i = 0; i < 30; i++) {
      await comeBack()
      await advanceTime(4 * SECOND)
    }
    expect(held.gaps).toEqual([DUE, 40 * SECOND, 40 * SECOND, 40 * SECOND])
    expect(held.state.status).toBe('degraded')
  })

  test.each([
    ['seven seconds', '7', 7 * SECOND],
    ['thirty days, and gets five minutes', '2592000', 5 * MINUTE],
    ['no sense', 'abc', 750],
    ['a negative time', '-1', 750],
    ['a date', new Date(Date.UTC(2024, 4, 25, 15, 36, 34) + DUE + 90 * SECOND).toUTCString(), 90 * SECOND],
    ['a date that has passed', new Date(0).toUTCString(), 750],
  ])('a Retry-After of %s', async (_, retryAfter, pause) => {
    const held = holdThrough(() => Promise.reject(answer(429, retryAfter)))
    await advanceTime(DUE + pause)
    expect(held.gaps).toEqual([DUE, pause])
    await advanceTime(700)
    expect(held.calls).toHaveLength(3)
  })
})

describe('a fetcher that does not settle', () => {
  test('a fetcher that does not settle is aborted after a minute, and the next attempt follows, never two at a time', async () => {
    const held = holdThrough((_, { signal }) => new Promise((__, reject) => signal.addEventListener('abort', reject)))
    await advanceTime(DUE + MINUTE - MOMENT)
    expect(held.state).toMatchObject({ status: 'ready', refreshing: true })
    expect(held.requests[1]?.signal.aborted).toBe(false)
    await advanceTime(2 * MOMENT)
    expect(held.state).toMatchObject({ status: 'degraded', error: { code: 'FETCH_TIMEOUT' } })
    expect(held.requests[1]?.signal.aborted).toBe(true)
    await advanceTime(SECOND)
    expect(held.gaps).toEqual([DUE, MINUTE + 750])
    held.mend()
    await advanceTime(MINUTE + 2 * SECOND)
    expect(held.state.status).toBe('ready')
    expect(held.crowd).toBe(1)
  })

  test('a fetcher that always takes most of a minute keeps a valid token, with one call per token', async () => {
    const held = renderTokenHook(felt, MAP, async (call) => {
      await new Promise((resolve) => setTimeout(resolve, 55 * SECOND))
      return { token: `token-${call}`, expiresIn: LIFE / SECOND }
    })
    await advanceTime(55 * SECOND + MOMENT)
    expect(held.token).toBe('token-1')
    await advanceTime(2 * HOUR)
    expect(held.statuses).not.toContain('expired')
    expect(held.calls.length).toBeLessThanOrEqual(12)
  })
})

test('a browser that wrongly reports offline still gets its tokens', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const backend = createFakeBackend()
  const record = recordCallbacks()
  await renderEmbed(
    <QueryClientProvider client={createTestClient()}>
      <AcmeEmbed place="offline" fetchToken={backend.fetchToken} onStateChange={record.onStateChange} />
    </QueryClientProvider>,
  )
  await act(async () => void window.dispatchEvent(new Event('offline')))
  await advanceTime(50 * SECOND)
  expect(backend.count).toBe(2)
  expect(record.last?.status).toBe('ready')
})

test('a refresh() during a Retry-After delay rejects with the reason', async () => {
  const held = renderTokenHook(felt, MAP, (call) => {
    if (call === 2) throw new Response('', { status: 429, headers: { 'retry-after': '100' } })
    return { token: `token-${call}`, expiresIn: LIFE / SECOND }
  })
  await advanceTime(1)
  await expect(held.refresh()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await advanceTime(90 * SECOND)
  await expect(held.refresh()).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 100 * SECOND })
  expect(held.calls).toHaveLength(2)
  await advanceTime(11 * SECOND)
  expect(held.token).toBe('token-3')
})

test('a token response that arrives after the app cleared the query cache is discarded', async () => {
  const held = renderTokenHook(acme, { place: 'a' }, async (call) => {
    await new Promise((resolve) => setTimeout(resolve, 40 * SECOND))
    return { token: `token-${call}`, expiresIn: LIFE / SECOND }
  })
  await advanceTime(35 * SECOND)
  await act(async () => held.queryClient.clear())
  await advanceTime(6 * SECOND)
  expect(held.token).toBeUndefined()
  await advanceTime(60 * SECOND)
  expect(held.token).not.toBe('token-1')
})
