import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { MINUTE, HOUR } from '../core/support.ts'
import {
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  renderReadyEmbed,
  makeReady,
  frames,
  dispatchPageEvent,
  advanceTime,
  postFromIframe,
  setVisibility,
  SwapEmbed,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

describe('an embed on a hidden page', () => {
  // Chromium delays a timer that an interval sets on a hidden page to its next minute.
  test('a hidden page with refreshInBackground sets no timer when its clock is checked', async () => {
    await renderReadyEmbed({ refreshInBackground: true })
    await setVisibility('hidden')
    const setTimeout = vi.spyOn(globalThis, 'setTimeout')
    await advanceTime(MINUTE)
    expect(setTimeout).not.toHaveBeenCalled()
  })

  test('a hidden page requests no token, and requests one as soon as it is visible', async () => {
    const { backend, record } = await renderReadyEmbed({ latency: 200 })
    await setVisibility('hidden')
    await advanceTime(HOUR)
    expect(backend.count).toBe(1)
    await setVisibility('visible')
    expect(backend.count).toBe(2)
    expect(record.last?.status).toBe('expired')
  })

  test('a hidden page keeps its old iframe when it becomes visible, until the new iframe is ready', async () => {
    const { backend, record, frame } = await renderReadyEmbed({ Embed: SwapEmbed })
    await setVisibility('hidden')
    await advanceTime(2 * HOUR)
    expect(backend.count).toBe(1)
    await setVisibility('visible')
    await advanceTime(1)
    expect(frames()).toHaveLength(2)
    expect(frames()[0]).toBe(frame)
    expect(frame?.style.opacity).toBe('1')
    const next = frames()[1]
    await makeReady(next)
    expect(frames()).toHaveLength(1)
    expect(frames()[0]).toBe(next)
    expect(record.last?.status).toBe('ready')
    expect(backend.count).toBe(2)
  })

  test('a hidden page is not replaced repeatedly by unresponsive iframes, and once as soon as it is visible', async () => {
    const { backend } = await renderReadyEmbed({ Embed: SwapEmbed })
    await advanceTime(11.25 * MINUTE)
    expect(frames()).toHaveLength(2)
    await setVisibility('hidden')
    await advanceTime(4 * HOUR)
    expect(backend.count).toBe(2)
    expect(frames()).toHaveLength(1)
    await setVisibility('visible')
    await advanceTime(1)
    expect(frames()).toHaveLength(2)
    expect(backend.count).toBe(3)
  })

  test('a hidden page uses a token received meanwhile for a new iframe when it becomes visible', async () => {
    const { backend } = await renderReadyEmbed({ Embed: SwapEmbed, latency: 20_000 })
    await advanceTime(11 * MINUTE)
    expect(backend.count).toBe(2)
    await setVisibility('hidden')
    await advanceTime(MINUTE)
    expect(frames()).toHaveLength(1)
    await setVisibility('visible')
    await advanceTime(1)
    expect(frames()).toHaveLength(2)
    expect(backend.count).toBe(2)
  })

  test('a hidden page refreshes a token received meanwhile at its refresh time, not at the next check', async () => {
    await renderReadyEmbed()
    await advanceTime(7_000)
    const { backend } = await renderReadyEmbed({ latency: 20_000 })
    await postFromIframe(frames()[1], 'ready')
    await advanceTime(11 * MINUTE)
    await setVisibility('hidden')
    await advanceTime(MINUTE)
    await setVisibility('visible')
    await advanceTime(609_000)
    expect(backend.count).toBe(2)
    await advanceTime(1_000)
    expect(backend.count).toBe(3)
  })

  test('a hidden page requests one token when three events report its return', async () => {
    const { backend } = await renderReadyEmbed({ latency: 200 })
    await setVisibility('hidden')
    await advanceTime(12 * MINUTE)
    await dispatchPageEvent('window', 'focus')
    expect(backend.count).toBe(1)
    await setVisibility('visible')
    await dispatchPageEvent('window', 'pageshow')
    await dispatchPageEvent('window', 'focus')
    await advanceTime(5 * MINUTE)
    expect(backend.count).toBe(2)
  })

  test('a hidden page keeps its schedule when nothing was due meanwhile', async () => {
    const { backend, record } = await renderReadyEmbed()
    await setVisibility('hidden')
    await advanceTime(10 * MINUTE)
    await setVisibility('visible')
    await advanceTime(1_000)
    expect(backend.count).toBe(1)
    await advanceTime(75_000)
    expect(backend.count).toBe(2)
    expect(record.statuses).not.toContain('expired')
  })

  test('a hidden page performs its first load, and retries only when it becomes visible, immediately', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const record = recordCallbacks()
    const { onStateChange } = record
    await setVisibility('hidden')
    backend.fault = () => new Response('', { status: 503 })
    render(
      <AcmeEmbed
        place="f"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={onStateChange}
      />,
    )
    await advanceTime(10 * MINUTE)
    expect(backend.count).toBe(1)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'FETCH_FAILED' } })
    backend.fault = undefined
    await setVisibility('visible')
    await advanceTime(1)
    expect(backend.count).toBe(2)
    await postFromIframe(frames()[0], 'ready')
    expect(record.last?.status).toBe('ready')
  })

  test('a hidden page may also be a page that the browser prerenders', async () => {
    const { backend } = await renderReadyEmbed()
    Object.defineProperty(document, 'prerendering', { configurable: true, value: true })
    try {
      await advanceTime(HOUR)
      expect(backend.count).toBe(1)
    } finally {
      Reflect.deleteProperty(document, 'prerendering')
    }
  })
})

describe('an embed on a hidden page with refreshInBackground', () => {
  test('a hidden page with refreshInBackground is refreshed', async () => {
    const { backend, record } = await renderReadyEmbed({ refreshInBackground: true })
    await setVisibility('hidden')
    await advanceTime(HOUR)
    expect(backend.count).toBe(6)
    expect(record.statuses).not.toContain('expired')
  })

  test.each([
    ["the host's own client", true],
    ['a client without a provider', false],
  ])('a hidden page with refreshInBackground retries after a failure (%s)', async (_, isProvided) => {
    const client = createTestClient()
    const backend = createFakeBackend({ expiresIn: 900 })
    const record = recordCallbacks()
    const embed = (
      <AcmeEmbed
        place="again"
        refreshInBackground
        queryClient={isProvided ? undefined : client}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
      />
    )
    render(isProvided ? <QueryClientProvider client={client}>{embed}</QueryClientProvider> : embed)
    await advanceTime(1)
    await postFromIframe(frames()[0], 'ready')
    await setVisibility('hidden')
    backend.fault = () => new TypeError('Failed to fetch')
    await advanceTime(675_100)
    expect(record.last?.status).toBe('degraded')
    backend.fault = undefined
    await advanceTime(2_000)
    expect(record.last?.status).toBe('ready')
    expect(backend.count).toBe(3)
  })
})
