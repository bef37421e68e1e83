import { render, renderHook } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { useEmbedToken } from '../../src/index.ts'
import { MINUTE, HOUR } from '../core/support.ts'
import {
  acme,
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  renderReadyEmbed,
  makeReady,
  frames,
  dispatchPageEvent,
  advanceTime,
  postFromIframe,
  setVisibility,
  simulateSleep,
  SwapEmbed,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

describe('a machine that slept for eight hours', () => {
  test('a machine that slept, with a hidden page and refreshInBackground, requests a token within 15 seconds', async () => {
    const { backend } = await renderReadyEmbed({ refreshInBackground: true })
    await setVisibility('hidden')
    await advanceTime(5 * MINUTE)
    simulateSleep(MINUTE * 60)
    await advanceTime(15_000)
    expect(backend.count).toBe(2)
  })

  test.each([
    ['in place', AcmeEmbed],
    ['by handover', SwapEmbed],
  ])('a machine that slept keeps the iframe visible until the new one is ready (%s)', async (_, Embed) => {
    const { backend, record, frame } = await renderReadyEmbed({ Embed, latency: 200 })
    simulateSleep(8 * HOUR)
    await dispatchPageEvent('window', 'focus')
    await advanceTime(1)
    expect(backend.count).toBe(2)
    expect(record.last?.status).toBe('expired')
    await advanceTime(200)
    expect(frames()).toHaveLength(2)
    expect(frames()[0]).toBe(frame)
    expect(frame?.style.opacity).toBe('1')
    const next = frames()[1]
    await makeReady(next)
    expect(frames()).toHaveLength(1)
    expect(frames()[0]).toBe(next)
    expect(record.last?.status).toBe('ready')
  })

  test('a machine that slept has requested a new token before the expiry is reported, and requests one', async () => {
    const backend = createFakeBackend({ expiresIn: 900, latency: 200 })
    const order: string[] = []
    render(
      <AcmeEmbed
        place="order"
        queryClient={createTestClient()}
        fetchToken={(request) => {
          order.push('fetch')
          return backend.fetchToken(request)
        }}
        onStateChange={({ status }) => void order.push(status)}
      />,
    )
    await advanceTime(201)
    await postFromIframe(frames()[0], 'ready')
    simulateSleep(8 * HOUR)
    await dispatchPageEvent('window', 'focus')
    await advanceTime(201)
    await postFromIframe(frames()[1], 'ready')
    await advanceTime(5 * MINUTE)
    expect(order).toEqual(['fetch', 'loading', 'ready', 'fetch', 'expired', 'ready'])
  })

  test.each([
    ['document', 'visibilitychange'],
    ['document', 'resume'],
    ['window', 'pageshow'],
    ['window', 'focus'],
    ['window', 'online'],
  ] as const)('a machine that slept requests a token immediately when the %s receives %s', async (target, type) => {
    const { backend } = await renderReadyEmbed()
    simulateSleep(8 * HOUR)
    await dispatchPageEvent(target, type)
    expect(backend.count).toBe(2)
  })

  test('a machine that slept requests a token within 15 seconds without any event', async () => {
    const { backend, record } = await renderReadyEmbed()
    simulateSleep(8 * HOUR)
    await advanceTime(15_000)
    expect(backend.count).toBe(2)
    expect(record.statuses).toContain('expired')
  })
})

describe('a shorter sleep', () => {
  test('a sleep that ends before a token is due requests none', async () => {
    const { backend, record } = await renderReadyEmbed()
    simulateSleep(10 * MINUTE)
    for (const type of ['focus', 'pageshow', 'online']) await dispatchPageEvent('window', type)
    await advanceTime(1_000)
    expect(backend.count).toBe(1)
    expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
  })

  test('a sleep counts toward the age of the token', async () => {
    const { backend, record } = await renderReadyEmbed()
    simulateSleep(10 * MINUTE)
    await advanceTime(2 * MINUTE)
    expect(backend.count).toBe(2)
    expect(record.statuses).not.toContain('expired')
  })

  test('a sleep of half a minute is detected with tokens valid for a minute', async () => {
    const backend = createFakeBackend({ expiresIn: 60 })
    render(<AcmeEmbed place="nap" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    await advanceTime(14_000)
    simulateSleep(31_000)
    await advanceTime(15_000)
    expect(backend.count).toBe(2)
  })
})

describe('a viewer who comes back', () => {
  test('a viewer who comes back triggers another attempt after a rejection, but not within half a minute', async () => {
    const { backend, record } = await renderReadyEmbed()
    backend.fault = () => new Response('', { status: 401 })
    await advanceTime(675_100)
    expect(backend.count).toBe(2)
    backend.fault = undefined
    await advanceTime(10_000)
    await dispatchPageEvent('window', 'focus')
    await advanceTime(1)
    expect(backend.count).toBe(2)
    await advanceTime(21_000)
    expect(backend.count).toBe(2)
    await dispatchPageEvent('window', 'focus')
    await advanceTime(1)
    expect(backend.count).toBe(3)
    expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
  })

  test('a viewer who comes back does not wait for the end of a long delay', async () => {
    const { backend } = await renderReadyEmbed()
    backend.fault = () => new Response('', { status: 503 })
    await advanceTime(675_000 + 24_000)
    const { count } = backend
    await advanceTime(4_000)
    expect(backend.count).toBe(count)
    await dispatchPageEvent('window', 'focus')
    expect(backend.count).toBe(count + 1)
  })

  test('a viewer who comes back right after a failed attempt waits at most two seconds for the next', async () => {
    const { backend } = await renderReadyEmbed()
    backend.fault = () => new Response('', { status: 503 })
    await advanceTime(675_000 + 24_000)
    const { count } = backend
    while (backend.count === count) await advanceTime(100)
    await dispatchPageEvent('window', 'focus')
    expect(backend.count).toBe(count + 1)
    await advanceTime(2_000)
    expect(backend.count).toBe(count + 2)
  })

  test("a viewer who comes back does not shorten the backend's Retry-After", async () => {
    const { backend } = await renderReadyEmbed()
    backend.fault = () => new Response('', { status: 503, headers: { 'retry-after': '100' } })
    await advanceTime(675_100)
    for (let i = 0; i < 9; i++) {
      await advanceTime(10_000)
      await dispatchPageEvent('window', 'focus')
    }
    expect(backend.count).toBe(2)
  })
})

test('useEmbedToken returns no expired token to an app that renders after a sleep', async () => {
  const [backend, queryClient] = [createFakeBackend({ expiresIn: 60 }), createTestClient()]
  const { result, rerender } = renderHook(() =>
    useEmbedToken(acme, { place: 'a', fetchToken: backend.fetchToken }, { queryClient }),
  )
  await advanceTime(1)
  simulateSleep(120_000)
  rerender()
  expect(result.current.token).toBeUndefined()
})
