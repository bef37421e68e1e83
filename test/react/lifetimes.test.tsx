import { render } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { explo, felt } from '../../src/index.ts'
import { superset } from '../../src/superset.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../core/support.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import { renderTokenHook } from './renderTokenHook.ts'
import {
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  frames,
  advanceTime,
  postFromIframe,
  fakeTimeAndChance,
} from './support.tsx'

const MAP = { mapId: 'CjU1CMJPTAGofjOK3ICf1D' }
const DASHBOARD = { embedId: 'sales' }

fakeTimeAndChance()

// The first test of this file, as a warning is given once.
test('a lifetime below half a minute causes one warning, and half a minute causes none', async () => {
  const hold = (expiresIn: number) => renderTokenHook(felt, MAP, (call) => ({ token: `token-${call}`, expiresIn }))
  hold(30)
  await advanceTime(MINUTE)
  expect(takeComplaints()).toEqual([])
  hold(29)
  hold(1)
  await advanceTime(MINUTE)
  expect(takeComplaints()).toEqual([expect.stringContaining('expire in less than 30 s')])
})

test('an embed is loading until the token has arrived and the page has responded, and then ready', async () => {
  const backend = createFakeBackend({ latency: 200 })
  const record = recordCallbacks()
  render(
    <AcmeEmbed
      place="one"
      queryClient={createTestClient()}
      fetchToken={backend.fetchToken}
      onStateChange={record.onStateChange}
    />,
  )
  await advanceTime(199)
  expect(frames()).toHaveLength(0)
  await advanceTime(2)
  const [frame] = frames()
  expect(record.statuses).toEqual(['loading'])
  await postFromIframe(frame, 'ready')
  expect(record.statuses).toEqual(['loading', 'ready'])
  expect(frames()).toEqual([frame])
  expect(backend.count).toBe(1)
})

test.each([0, 0.5, 1])('three hours of Felt take 16 to 18 tokens, one at a time: random is %d', async (random) => {
  vi.spyOn(Math, 'random').mockReturnValue(random)
  const held = renderTokenHook(felt, MAP, async (call) => {
    await new Promise((resolve) => setTimeout(resolve, 200))
    return { token: `token-${call}`, expiresIn: 900 }
  })
  await advanceTime(3 * HOUR)
  expect(held.calls.length).toBeGreaterThanOrEqual(16)
  expect(held.calls.length).toBeLessThanOrEqual(18)
  expect(held.statuses).toEqual(['loading', 'ready'])
  expect(held.crowd).toBe(1)
})

test('a guest token that a backend has cached for four of its five minutes is refreshed within the fifth', async () => {
  const start = Date.now()
  // A new token every four and a half minutes, the first one four minutes ago, without an expiry in the response.
  const mintedAt = () =>
    start - 4 * MINUTE + Math.floor((Date.now() - start + 4 * MINUTE) / (4.5 * MINUTE)) * 4.5 * MINUTE
  const jwt = (iat: number) => `e30.${btoa(JSON.stringify({ iat: iat / SECOND, exp: iat / SECOND + 300 }))}.x`
  const dashboard = { dashboardId: 'd73e7841-9342', origin: 'https://superset.example.com' }
  const held = renderTokenHook(superset, dashboard, () => ({ token: jwt(mintedAt()) }))
  for (let seconds = 0; seconds < 600; seconds += 1) {
    await advanceTime(SECOND)
    const { exp } = JSON.parse(atob(held.token?.split('.')[1] ?? ''))
    expect(exp * SECOND).toBeGreaterThan(Date.now())
  }
  expect(held.statuses).toEqual(['loading', 'ready'])
})

describe('a token with a fixed lifetime', () => {
  test.each([
    [1, 122],
    [2, 122],
    [10, 90],
    [60, 16],
  ])(
    'a token valid for %d s is refreshed at most once in five seconds: at most %d calls in ten minutes',
    async (expiresIn, most) => {
      const held = renderTokenHook(felt, MAP, (call) => ({ token: `token-${call}`, expiresIn }))
      await advanceTime(10 * MINUTE)
      expect(Math.min(...held.gaps)).toBeGreaterThanOrEqual(5 * SECOND)
      expect(held.calls.length).toBeGreaterThan(10)
      expect(held.calls.length).toBeLessThanOrEqual(most)
    },
  )

  test.each([
    [30, 3],
    [60, 2],
    [400, 1],
  ])('a token valid for %d days is fetched %d times in 60 days, and no delay overflows', async (days, times) => {
    const delays: (number | undefined)[] = []
    for (const name of ['setTimeout', 'setInterval'] as const) {
      const real = globalThis[name]
      const spy = (handler: () => void, delay?: number) => (delays.push(delay), real(handler, delay))
      vi.spyOn(globalThis, name).mockImplementation(spy as typeof real)
    }
    const held = renderTokenHook(explo, DASHBOARD, (call) => ({
      token: `token-${call}`,
      expiresIn: (days * DAY) / SECOND,
    }))
    for (let day = 0; day < 60; day++) {
      // Asleep for most of the day, so that the test is not.
      vi.setSystemTime(Date.now() + DAY - 10 * MINUTE)
      await advanceTime(10 * MINUTE)
    }
    expect(held.calls).toHaveLength(times)
    expect(held.statuses).toEqual(['loading', 'ready'])
    expect(delays.filter((delay = 0) => !(delay >= 0 && delay < 2 ** 31))).toEqual([])
  })
})

describe('a token response that arrives after its embed was unmounted', () => {
  test.each([
    ['a minute', MINUTE, 1],
    ['four minutes, when it has run out,', 4 * MINUTE, 2],
  ])(
    'a late token response serves an embed mounted %s later only while the token is valid',
    async (_, later, count) => {
      const backend = createFakeBackend({ latency: SECOND, expiresIn: 180 })
      const client = createTestClient()
      const element = <AcmeEmbed place="back" queryClient={client} fetchToken={backend.fetchToken} />
      const { unmount } = render(element)
      await advanceTime(100)
      unmount()
      await advanceTime(later)
      render(element)
      await advanceTime(2 * SECOND)
      expect(backend.count).toBe(count)
      expect(frames().map(({ src }) => src)).toEqual([`https://acme.test/back?token=token-${count}`])
    },
  )
})
