import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { felt } from '../../src/index.ts'
import { HOUR, MINUTE, SECOND } from '../core/support.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import { type Backend, renderTokenHook } from './renderTokenHook.ts'
import { advanceTime } from './support.tsx'

const MAP = { mapId: 'CjU1CMJPTAGofjOK3ICf1D' }
const LIFE = 15 * MINUTE
/** How long a token of Felt's is held before it is refreshed: random is 0.5 here. */
const CADENCE = 0.75 * LIFE
/** The calls of an hour in which nothing is wrong. */
const ON_TIME = [0, 1, 2, 3, 4, 5].map((n) => n * CADENCE)

beforeEach(() => {
  // A whole second, as that is what stamps are given in.
  vi.useFakeTimers({ now: Date.UTC(2024, 4, 25, 15, 36, 34) })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const stamp = (instant: number) => new Date(instant).toISOString().slice(0, 19)

/** Felt's answers as they are, where our clock is ahead of the server's. */
const answersSeenAhead =
  (ahead: number): Backend =>
  (call) => ({ token: `token-${call}`, expires_at: stamp(Date.now() - ahead + LIFE) })

const relativeAnswers: Backend = (call) => ({ token: `token-${call}`, expiresIn: LIFE / SECOND })

test.each([65 * SECOND, 5 * MINUTE, 7 * MINUTE])(
  'tokens of %d ms with a timestamp and a correct clock are all refreshed before they expire, whatever lifetime Felt documents',
  async (lifetime) => {
    const ends: number[] = []
    const held = renderTokenHook(felt, MAP, (call) => {
      ends[call - 1] = Date.now() + lifetime
      return { token: `token-${call}`, expires_at: stamp(Date.now() + lifetime) }
    })
    await advanceTime(HOUR)
    const late = held.requests.flatMap((_, index) => {
      const nextAt = (held.calls[index + 1] ?? 0) + (ends[0] ?? 0) - lifetime
      return index + 1 < held.calls.length && nextAt >= (ends[index] ?? 0) ? [index] : []
    })
    expect(held.calls.length).toBeGreaterThan(5)
    expect(late).toEqual([])
    expect(held.statuses).toEqual(['loading', 'ready'])
  },
)

describe('a wrong client clock when the server sends only a timestamp', () => {
  test('a client clock one hour fast causes a second token request two seconds later, which detects the skew', async () => {
    const held = renderTokenHook(felt, MAP, answersSeenAhead(HOUR))
    await advanceTime(1)
    expect(held.state).toMatchObject({ status: 'error', error: { code: 'EXPIRED_ON_ARRIVAL' }, willRetry: true })
    expect(held.token).toBeUndefined()
    await advanceTime(2 * SECOND)
    expect(held).toMatchObject({ state: { status: 'ready' }, token: 'token-2' })
    await advanceTime(HOUR)
    expect(held.gaps).toEqual([2 * SECOND, CADENCE, CADENCE, CADENCE, CADENCE, CADENCE])
    expect(held.statuses).toEqual(['loading', 'error', 'ready'])
  })

  test('a client clock fast by almost a whole lifetime causes one early refresh, and no more', async () => {
    const held = renderTokenHook(felt, MAP, answersSeenAhead(LIFE - 10 * SECOND))
    await advanceTime(HOUR)
    const [early, ...others] = held.gaps
    expect(early).toBeLessThan(10 * SECOND)
    expect(others).toEqual([CADENCE, CADENCE, CADENCE, CADENCE, CADENCE])
    expect(held.statuses).toEqual(['loading', 'ready'])
    expect(takeComplaints()).toEqual([expect.stringContaining('check the server and client clocks')])
  })

  test('a client clock fast by fourteen minutes costs extra tokens, and is invisible to viewers', async () => {
    const held = renderTokenHook(felt, MAP, answersSeenAhead(14 * MINUTE))
    await advanceTime(10 * MINUTE)
    expect(held.statuses).toEqual(['loading', 'ready'])
    expect(held.calls.length).toBeLessThanOrEqual(15)
  })

  test('a client clock fast by ten minutes causes a single request in the first minute', async () => {
    const held = renderTokenHook(felt, MAP, answersSeenAhead(10 * MINUTE))
    await advanceTime(MINUTE)
    expect(held.calls).toEqual([0])
    expect(held.state.status).toBe('ready')
  })

  test.each([
    ['ten minutes', 10 * MINUTE],
    ['an hour', HOUR],
    ['a day', 24 * HOUR],
  ])('a client clock slow by %s refreshes each token before its true expiry', async (_, behind) => {
    const held = renderTokenHook(felt, MAP, answersSeenAhead(-behind))
    await advanceTime(HOUR)
    expect(held.calls).toEqual(ON_TIME)
    expect(held.statuses).toEqual(['loading', 'ready'])
  })

  test('a client clock is not suspected when the server keeps returning the same old token', async () => {
    const expires_at = stamp(Date.now() - MINUTE)
    const held = renderTokenHook(felt, MAP, () => ({ token: 'cached', expires_at }))
    await advanceTime(HOUR)
    expect(held.state).toMatchObject({ status: 'error', error: { code: 'EXPIRED_ON_ARRIVAL' }, willRetry: true })
    expect(held.statuses).toEqual(['loading', 'error'])
    expect(held.calls.length).toBeGreaterThanOrEqual(70)
    expect(held.calls.length).toBeLessThanOrEqual(130)
  })
})

describe.each([
  ['a day ahead', 24 * HOUR],
  ['right', 0],
  ['a day behind', -24 * HOUR],
])('a client clock that is %s', (_, ahead) => {
  test.each<[string, (serverTime: number) => object]>([
    ['says how long its token lives', () => ({ expiresIn: LIFE / SECOND })],
    ['gives its own time along with its stamp', (serverTime) => ({ serverNow: stamp(serverTime) })],
  ])('a wrong client clock has no effect when the server %s', async (__, sayMore) => {
    const held = renderTokenHook(felt, MAP, (call) => {
      const serverTime = Date.now() - ahead
      return { token: `token-${call}`, expires_at: stamp(serverTime + LIFE), ...sayMore(serverTime) }
    })
    await advanceTime(HOUR)
    expect(held.calls).toEqual(ON_TIME)
    expect(held.statuses).toEqual(['loading', 'ready'])
  })
})

describe('a client clock that is set while a token is in use', () => {
  test.each([
    ['how long it lives', relativeAnswers],
    ['when it ends', answersSeenAhead(0)],
  ])('a client clock set back by an hour changes nothing: the server sends %s', async (_, backend) => {
    const held = renderTokenHook(felt, MAP, backend)
    await advanceTime(5 * MINUTE)
    vi.setSystemTime(Date.now() - HOUR)
    await advanceTime(HOUR)
    expect(held.calls).toEqual(ON_TIME)
    expect(held.statuses).toEqual(['loading', 'ready'])
  })

  test('a client clock set forward by an hour causes one refresh', async () => {
    const held = renderTokenHook(felt, MAP, relativeAnswers)
    await advanceTime(5 * MINUTE)
    vi.setSystemTime(Date.now() + HOUR)
    await advanceTime(HOUR)
    const [early, ...others] = held.gaps
    expect(early).toBeGreaterThanOrEqual(5 * MINUTE)
    expect(early).toBeLessThanOrEqual(5 * MINUTE + 15 * SECOND)
    expect(others).toEqual([CADENCE, CADENCE, CADENCE, CADENCE, CADENCE])
    expect(held.state.status).toBe('ready')
  })

  test('a client clock set forward by an hour causes two refreshes when the server sends only a timestamp', async () => {
    let ahead = 0
    const held = renderTokenHook(felt, MAP, (...call) => answersSeenAhead(ahead)(...call))
    await advanceTime(5 * MINUTE)
    ahead = HOUR
    vi.setSystemTime(Date.now() + HOUR)
    await advanceTime(HOUR)
    expect(held.gaps.slice(1, 4)).toEqual([2 * SECOND, CADENCE, CADENCE])
    expect(held.state.status).toBe('ready')
  })
})

describe('a browser without performance.now()', () => {
  beforeEach(() => void vi.stubGlobal('performance', undefined))

  test('a browser without performance.now() still refreshes a token on time', async () => {
    const held = renderTokenHook(felt, MAP, relativeAnswers)
    await advanceTime(3 * HOUR)
    expect(held.calls).toEqual(Array.from({ length: 17 }, (_, n) => n * CADENCE))
    expect(held.statuses).toEqual(['loading', 'ready'])
  })

  test('a browser without performance.now() loses at most a few seconds when its clock is set back', async () => {
    const held = renderTokenHook(felt, MAP, relativeAnswers)
    await advanceTime(5 * MINUTE)
    vi.setSystemTime(Date.now() - HOUR)
    await advanceTime(HOUR)
    const renewed = (held.calls[1] ?? 0) + HOUR
    expect(renewed).toBeGreaterThanOrEqual(CADENCE)
    expect(renewed).toBeLessThanOrEqual(CADENCE + 15 * SECOND)
    expect(held.statuses).toEqual(['loading', 'ready'])
  })
})
