import { render, renderHook } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { useEmbedToken } from '../../src/index.ts'
import { HOUR } from '../core/support.ts'
import {
  acme,
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  renderReadyEmbed,
  frames,
  advanceTime,
  renderEmbed,
  fakeTimeAndChance,
  stubViewport,
} from './support.tsx'

fakeTimeAndChance()

/** Twenty embeds, or one a hundred times, are much work for jsdom. */
const LONG = { timeout: 30_000 }
const unavailable = () => new Response('', { status: 503 })
const embeds = <T,>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

/** Watches who listens to the page from now on; returns how many listeners there are of each kind. */
function watchListeners(): () => Record<string, number> {
  const targets = [window, document]
  const added = targets.map((target) => vi.spyOn(target, 'addEventListener'))
  const removed = targets.map((target) => vi.spyOn(target, 'removeEventListener'))
  const isRemoved = (type: string, listener: unknown): boolean =>
    removed.some(({ mock }) => mock.calls.some((call) => call[0] === type && call[1] === listener))
  return () => {
    const counts: Record<string, number> = {}
    for (const [type, listener, options] of added.flatMap(({ mock }) => mock.calls)) {
      const isEnded = typeof options === 'object' && options.signal?.aborted
      if (!isEnded && !isRemoved(type, listener)) counts[type] = (counts[type] ?? 0) + 1
    }
    return counts
  }
}

describe('twenty embeds of one resource', () => {
  test(
    'twenty embeds of one resource send a single request, and another for all embeds when the token is due',
    LONG,
    async () => {
      const backend = createFakeBackend()
      const client = createTestClient()
      await renderEmbed(
        <>
          {embeds(20, (index) => (
            <AcmeEmbed key={index} place="one" queryClient={client} fetchToken={backend.fetchToken} />
          ))}
        </>,
      )
      expect(backend.count).toBe(1)
      expect(frames()).toHaveLength(20)
      const told: unknown[] = []
      for (const { contentWindow } of frames()) {
        Object.defineProperty(contentWindow, 'postMessage', { value: (message: unknown) => told.push(message) })
      }
      await advanceTime(50_000)
      expect(backend.count).toBe(2)
      expect(told).toEqual(embeds(20, () => ({ token: 'token-2' })))
    },
  )

  test('twenty embeds of a resource have a single observer, a single query and a single alarm', LONG, async () => {
    const backend = createFakeBackend()
    const client = createTestClient()
    const { unmount } = await renderEmbed(
      <>
        {embeds(20, (index) => (
          <AcmeEmbed key={index} place="one" queryClient={client} fetchToken={backend.fetchToken} />
        ))}
      </>,
    )
    const observers = () => client.getQueryCache().getAll().map((query) => query.getObserversCount()) // prettier-ignore
    expect(observers()).toEqual([1])
    unmount()
    expect(observers()).toEqual([0])
  })

  test(
    'twenty embeds of a resource share a set of listeners and a watchdog, which end with the last embed, without extra timers',
    LONG,
    async () => {
      const listeners = watchListeners()
      const setInterval = vi.spyOn(globalThis, 'setInterval')
      const clearInterval = vi.spyOn(globalThis, 'clearInterval')
      const backend = createFakeBackend()
      const client = createTestClient()
      const some = (count: number) => (
        <>
          {embeds(count, (index) => (
            <AcmeEmbed key={index} place="one" queryClient={client} fetchToken={backend.fetchToken} />
          ))}
        </>
      )
      const { rerender, unmount } = await renderEmbed(some(20))
      const once = { visibilitychange: 1, resume: 1, pageshow: 1, focus: 1, online: 1, offline: 1 }
      expect(listeners()).toMatchObject(once)
      const watches = setInterval.mock.results.filter((_, index) => setInterval.mock.calls[index]?.[1] === 15_000)
      expect(watches).toHaveLength(1)
      await advanceTime(50_000)
      const timers = vi.getTimerCount()
      await advanceTime(100_000)
      expect(backend.count).toBeGreaterThan(3)
      expect(vi.getTimerCount()).toBe(timers)
      rerender(some(1))
      expect(listeners()).toMatchObject(once)
      expect(vi.getTimerCount()).toBeLessThanOrEqual(4)
      unmount()
      await advanceTime(1)
      expect(listeners()).toEqual({})
      expect(clearInterval).toHaveBeenCalledWith(watches[0]?.value)
    },
  )

  test.each([
    ['is down', 503],
    ['refuses', 403],
  ])('twenty embeds of a resource that mount in turn while the backend %s send a single request', async (_, status) => {
    const backend = createFakeBackend()
    const client = createTestClient()
    backend.fault = () => new Response('', { status })
    for (const index of embeds(20, (i) => i)) {
      render(<AcmeEmbed place="down" data-index={index} queryClient={client} fetchToken={backend.fetchToken} />)
      await advanceTime(10)
    }
    expect(backend.count).toBe(1)
  })
})

test('twenty tokens of twenty resources are not refreshed simultaneously', LONG, async () => {
  // A generator of Park and Miller, so that the same course is run each time.
  let seed = 20_261_121
  vi.mocked(Math.random).mockImplementation(() => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647)
  const { fetchToken, times } = createFakeBackend({ expiresIn: 900 })
  const queryClient = createTestClient()
  for (const place of embeds(20, (index) => `p${index}`)) {
    renderHook(() => useEmbedToken(acme, { place, fetchToken }, { queryClient }))
  }
  await advanceTime(3 * HOUR)
  expect(times.length).toBeGreaterThan(20 * 14)
  expect(times.length).toBeLessThan(20 * 18)
  const perSecond = new Map<number, number>()
  for (const second of times.slice(20).map((time) => Math.floor(time / 1_000))) {
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
  }
  expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(5)
})

describe('a list that mounts and unmounts its rows continuously', () => {
  /** Mounts and unmounts one embed in turn, every 100 ms for ten seconds. */
  async function flicker(fetchToken: ReturnType<typeof createFakeBackend>['fetchToken']) {
    const client = createTestClient()
    const row = <AcmeEmbed place="row" queryClient={client} fetchToken={fetchToken} />
    const { rerender } = render(row)
    for (let i = 0; i < 100; i++) {
      rerender(i % 2 ? row : <p />)
      await advanceTime(100)
    }
  }

  test('a list of mounting rows sends a failing backend as few requests as a single row', LONG, async () => {
    const backend = createFakeBackend()
    backend.fault = unavailable
    await flicker(backend.fetchToken)
    const pauses = backend.times.slice(1).map((time, index) => time - (backend.times[index] ?? 0))
    expect(pauses).toHaveLength(3)
    for (const [index, planned] of [750, 1_500, 3_000].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(planned)
      expect(pauses[index]).toBeLessThanOrEqual(planned + 200)
    }
  })

  test('a list of lazy rows that come near the viewport sends a failing backend one request', async () => {
    const [backend, client, viewport] = [createFakeBackend(), createTestClient(), stubViewport()]
    backend.fault = unavailable
    const props = { queryClient: client, fetchToken: backend.fetchToken, onError: () => {} }
    for (let count = 0; count < 10; count += 1) {
      render(<AcmeEmbed place="row" loading="lazy" {...props} />)
      await viewport.comeNear()
      await advanceTime(20)
    }
    expect(backend.count).toBe(1)
  })

  test('a list of mounting rows sends a working backend one request', LONG, async () => {
    const backend = createFakeBackend({ expiresIn: 900, latency: 250 })
    await flicker(backend.fetchToken)
    expect(backend.count).toBe(1)
  })
})

describe('the last unmount', () => {
  test('nothing is requested after the last unmount, and nothing is left after an hour', async () => {
    const client = createTestClient()
    const { backend, record, view } = await renderReadyEmbed({ queryClient: client })
    view.unmount()
    await advanceTime(1)
    expect(vi.getTimerCount()).toBe(1)
    const told = record.states.length
    await advanceTime(HOUR)
    expect(vi.getTimerCount()).toBe(0)
    expect(client.getQueryCache().getAll()).toHaveLength(0)
    expect(backend.count).toBe(1)
    expect(record.states).toHaveLength(told)
  })

  test('a valid token serves the next embed after the last unmount, and an expired one does not', async () => {
    const backend = createFakeBackend({ expiresIn: 60, latency: 500 })
    const client = createTestClient()
    const embed = <AcmeEmbed place="back" queryClient={client} fetchToken={backend.fetchToken} />
    const first = render(embed)
    await advanceTime(100)
    first.unmount()
    await advanceTime(30_000)
    const second = render(embed)
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/back?token=token-1'])
    second.unmount()
    await advanceTime(40_000)
    render(embed)
    await advanceTime(1)
    expect(frames()).toHaveLength(0)
    await advanceTime(500)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/back?token=token-2'])
    expect(backend.count).toBe(2)
  })
})
