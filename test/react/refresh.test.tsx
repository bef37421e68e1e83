import { act, render } from '@testing-library/react'
import { createRef } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { createEmbed, type EmbedHandle } from '../../src/index.ts'
import { HOUR, MINUTE, SECOND } from '../core/support.ts'
import {
  createFakeBackend,
  createTestClient,
  acme,
  AcmeEmbed,
  recordCallbacks,
  renderReadyEmbed,
  makeReady,
  fakeTimeAndChance,
  frames,
  dispatchPageEvent,
  advanceTime,
  postFromIframe,
  renderEmbed,
  SwapEmbed,
  simulateSleep,
  watchListeners,
} from './support.tsx'

fakeTimeAndChance()

/** Listens to what is posted to a frame's page. */
function listen(iframe: HTMLIFrameElement | undefined) {
  const post = vi.fn()
  Object.defineProperty(iframe?.contentWindow, 'postMessage', { value: post })
  return post
}

describe('a refresh in place', () => {
  test("a refreshed token is posted to exactly the iframe's origin, and the src never changes", async () => {
    const backend = createFakeBackend()
    await renderEmbed(<AcmeEmbed place="i" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    const [frame] = frames()
    const post = listen(frame)
    await advanceTime(50_000)
    expect(post.mock.calls).toEqual([[{ token: 'token-2' }, 'https://acme.test', []]])
    expect(frames()).toEqual([frame])
    expect(frame?.src).toBe('https://acme.test/i?token=token-1')
  })

  test('a page that requests a token gets a newer token that is already there, and no other token is fetched', async () => {
    const backend = createFakeBackend()
    const handle = createRef<EmbedHandle<{ place: string }>>()
    const props = { place: 'n', queryClient: createTestClient(), fetchToken: backend.fetchToken }
    render(<AcmeEmbed ref={handle} {...props} />)
    await advanceTime(1)
    const [frame] = frames()
    const post = listen(frame)
    await act(() => handle.current?.refresh())
    expect(post).not.toHaveBeenCalled()
    await postFromIframe(frame, 'give me a token')
    expect(post.mock.calls).toEqual([[{ token: 'token-2' }, 'https://acme.test', []]])
    await advanceTime(10_000)
    expect(backend.count).toBe(2)
    await postFromIframe(frame, 'give me a token')
    await advanceTime(1)
    expect(backend.count).toBe(3)
  })

  test('a page that accepts late tokens keeps its iframe when a token arrives after the previous one expired', async () => {
    const strategy = acme.refreshStrategy({ place: 'm' })
    if (strategy.mode !== 'in-place') throw new Error('not in place')
    const LateEmbed = createEmbed({ ...acme, refreshStrategy: () => ({ ...strategy, acceptsLateTokens: true }) })
    const { backend, record, frame } = await renderReadyEmbed({ Embed: LateEmbed })
    const post = listen(frame)
    backend.fault = () => null
    await advanceTime(15 * MINUTE)
    expect(record.last?.status).toBe('expired')
    backend.fault = undefined
    await advanceTime(MINUTE)
    expect(frames()).toEqual([frame])
    expect(post).toHaveBeenCalledOnce()
    expect(record.last?.status).toBe('ready')
  })

  test('a token request from another window or origin is ignored', async () => {
    const backend = createFakeBackend()
    await renderEmbed(<AcmeEmbed place="s" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    const [frame] = frames()
    await postFromIframe(undefined, 'give me a token')
    await postFromIframe(frame, 'give me a token', 'https://evil.test')
    await postFromIframe(frame, 'give me a token', 'null')
    await advanceTime(1_000)
    expect(backend.count).toBe(1)
  })

  test('a token that arrives after the previous one expired is used in a new pending iframe', async () => {
    const backend = createFakeBackend()
    const record = recordCallbacks()
    await renderEmbed(
      <AcmeEmbed
        place="l"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    const [old] = frames()
    backend.fault = () => null
    await advanceTime(61_000)
    expect(record.last?.status).toBe('expired')
    backend.fault = undefined
    for (let second = 0; frames().length < 2 && second < 60; second += 1) await advanceTime(1_000)
    expect(frames()).toHaveLength(2)
    expect(frames()[0]).toBe(old)
    await makeReady(frames()[1])
    expect(frames()).toHaveLength(1)
    expect(frames()[0]).not.toBe(old)
    expect(record.last?.status).toBe('ready')
  })
})

describe('a refresh by swap', () => {
  test('a pending iframe is invisible behind the active iframe until the page is ready, then replaces it', async () => {
    const backend = createFakeBackend()
    await renderEmbed(<SwapEmbed place="h" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    const [old] = frames()
    await advanceTime(50_000)
    const [live, next] = frames()
    expect(live).toBe(old)
    expect(next?.src).toBe('https://acme.test/h?token=token-2')
    expect(next).toMatchObject({ inert: true, tabIndex: -1 })
    expect(next?.getAttribute('aria-hidden')).toBe('true')
    expect(next?.style).toMatchObject({ opacity: '0', pointerEvents: 'none' })
    expect(next?.style.display).not.toBe('none')
    await makeReady(next)
    expect(frames()).toEqual([next])
    expect(next).toMatchObject({ inert: false, tabIndex: 0 })
    expect(next?.hasAttribute('aria-hidden')).toBe(false)
    expect(next?.style.opacity).toBe('1')
  })

  test.each([
    ['by handover', SwapEmbed],
    ['in place, after the token ran out', AcmeEmbed],
  ])(
    'a pending page that does not report rendering gets some time, with the active iframe visible (%s)',
    async (_, Embed) => {
      const { frame } = await renderReadyEmbed({ Embed })
      simulateSleep(8 * HOUR)
      await dispatchPageEvent('window', 'focus')
      await advanceTime(1)
      const next = frames()[1]
      await postFromIframe(next, 'ready')
      await advanceTime(250)
      expect(frames()).toEqual([frame, next])
      expect(frame?.style.opacity).toBe('1')
      await advanceTime(50)
      expect(frames()).toEqual([next])
    },
  )

  test('a pending iframe without a response is removed, and retried with a newly fetched token', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const record = recordCallbacks()
    const onError = vi.fn()
    const handle = createRef<EmbedHandle<{ place: string }>>()
    await renderEmbed(
      <SwapEmbed
        ref={handle}
        place="d"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
        onError={onError}
      />,
    )
    const [live] = frames()
    await act(async () => void (await handle.current?.refresh()))
    await advanceTime(1)
    expect(frames()).toHaveLength(2)
    await advanceTime(15_100)
    expect(frames()).toEqual([live])
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'SWAP_FAILED' } })
    expect(onError).toHaveBeenCalledTimes(1)
    await advanceTime(1_000)
    expect(backend.requests.at(-1)?.reason).toBe('forced')
    const next = frames()[1]
    expect(next?.src).toBe('https://acme.test/d?token=token-3')
    await makeReady(next)
    expect(frames()).toEqual([next])
    expect(record.last?.status).toBe('ready')
  })

  /** An embed of a provider with its own way to hand over, refreshed once, and what happened meanwhile. */
  async function swapWith({
    expiresIn = 60,
    hasOnReady = false,
    ...renewal
  }: {
    expiresIn?: number
    hasOnReady?: boolean
    transfer?: () => Promise<boolean | void>
    settled?: () => Promise<void>
  }) {
    const order: string[] = []
    const HandingOver = createEmbed({
      ...acme,
      name: 'handing over',
      refreshStrategy: () => ({
        mode: 'swap',
        transferView: () => renewal.transfer?.() ?? note(`transfer with ${frames().length} frames`),
        whenRendered: () => renewal.settled?.() ?? note('settled'),
      }),
    })
    const note = async (what: string) => void order.push(what)
    const onError = vi.fn()
    await renderEmbed(
      <HandingOver
        place="c"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend({ expiresIn }).fetchToken}
        onError={onError}
        onReady={
          hasOnReady
            ? () => {
                order.push('ready')
                return () => void order.push('cleanup')
              }
            : undefined
        }
      />,
    )
    // A fifth of a lifetime before its end, sooner by half of a random tenth.
    await advanceTime(expiresIn === 60 ? 50_000 : 0.76 * expiresIn * SECOND)
    const [old, next] = frames()
    await postFromIframe(next, 'ready')
    await advanceTime(1)
    return { order, onError, old, next }
  }

  test('a swap copies the view when the new page is ready, again when rendered, and only then shows the page', async () => {
    const { order } = await swapWith({ hasOnReady: true })
    await advanceTime(300)
    const carried = 'transfer with 2 frames'
    expect(order).toEqual(['ready', carried, 'settled', carried, 'cleanup', 'ready', carried])
  })

  test('a pending page that never reports rendering is awaited no longer than the active token is valid', async () => {
    const { next } = await swapWith({ settled: () => new Promise(() => {}) })
    // It was fetched some 50 s ago and is valid for 60 s: the last five seconds are for the swap itself.
    await advanceTime(4_500)
    expect(frames()).toHaveLength(2)
    await advanceTime(1_000)
    expect(frames()).toEqual([next])
  })

  test('a pending page that renders late is awaited for minutes if necessary, and is swapped in as soon as rendered', async () => {
    let finish = () => {}
    const rendered = new Promise<void>((resolve) => (finish = resolve))
    const { next, old } = await swapWith({ expiresIn: 900, settled: () => rendered })
    await advanceTime(2.5 * MINUTE)
    expect(frames()).toEqual([old, next])
    finish()
    await advanceTime(1)
    expect(frames()).toEqual([next])
  })

  test("a viewer's changes while a page renders are copied and rendered before the swap", async () => {
    const finish: (() => void)[] = []
    const settled = () => new Promise<void>((resolve) => void finish.push(resolve))
    const transfer = vi.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true).mockResolvedValue(false)
    const { next, old } = await swapWith({ expiresIn: 900, transfer, settled })
    finish[0]?.()
    await advanceTime(MINUTE)
    expect(frames()).toEqual([old, next])
    expect(finish).toHaveLength(2)
    finish[1]?.()
    await advanceTime(1)
    expect(frames()).toEqual([next])
  })

  test('a pending page whose whenRendered rejects gets 0.3 s, like one without whenRendered', async () => {
    const { next, old } = await swapWith({ settled: () => Promise.reject(new Error('no')) })
    await advanceTime(250)
    expect(frames()).toEqual([old, next])
    await advanceTime(50)
    expect(frames()).toEqual([next])
  })

  test('a reload() of a page with a long-lived token swaps in the new page, although it never reports rendering', async () => {
    const whenRendered = () => new Promise<void>(() => {})
    const Never = createEmbed({ ...acme, name: 'never', refreshStrategy: () => ({ mode: 'swap', whenRendered }) })
    const handle = createRef<EmbedHandle<{ place: string }>>()
    const { fetchToken } = createFakeBackend({ expiresIn: 24 * 60 * 60 })
    await renderEmbed(<Never ref={handle} place="n" queryClient={createTestClient()} fetchToken={fetchToken} />)
    await act(async () => void (await handle.current?.reload()))
    const next = frames()[1]
    await postFromIframe(next, 'ready')
    await advanceTime(9 * MINUTE)
    expect(frames()).toHaveLength(2)
    await advanceTime(MINUTE)
    expect(frames()).toEqual([next])
  })

  test.each([
    ['rejects', () => Promise.reject(new Error('no'))],
    ['throws', () => { throw new Error('no') }], // prettier-ignore
  ])('a failed view transfer, because %s, is reported, and the swap continues', async (_, transfer) => {
    const { next, onError } = await swapWith({ transfer })
    expect(frames()).toEqual([next])
    expect(onError).toHaveBeenCalledWith(
      expect.objectContaining({ code: 'VIEW_TRANSFER_FAILED', provider: 'handing over' }),
    )
  })

  test('a view part that a busy page ignored is copied in the next transfer, without an error', async () => {
    const transfer = vi
      .fn()
      .mockRejectedValueOnce(new Error('busy'))
      .mockResolvedValueOnce(true)
      .mockResolvedValue(false)
    const { next, onError } = await swapWith({ transfer })
    await advanceTime(1)
    expect(transfer).toHaveBeenCalledTimes(3)
    expect(onError).not.toHaveBeenCalled()
    expect(frames()).toEqual([next])
  })

  test('a pending page that reloads itself meanwhile is swapped in only after its next response', async () => {
    const { next } = await swapWith({ settled: () => new Promise((resolve) => setTimeout(resolve, 1_000)) })
    for (let times = 0; times < 2; times += 1) await act(async () => void next?.dispatchEvent(new Event('load')))
    await advanceTime(3_000)
    expect(frames()).toHaveLength(2)
    await postFromIframe(next, 'ready')
    await advanceTime(3_000)
    expect(frames()).toEqual([next])
  })

  test("a view transfer that never ends is abandoned soon after the active token's expiry, at the latest", async () => {
    const { next, onError } = await swapWith({ transfer: () => new Promise(() => {}) })
    await advanceTime(4_000)
    expect(frames()).toHaveLength(2)
    // It was fetched some 50 s ago, and lives for 60; the last go is given its two seconds.
    await advanceTime(7_500)
    expect(frames()).toEqual([next])
    expect(onError).toHaveBeenCalledTimes(1)
  })
})

describe('an unresponsive page', () => {
  /** An embed whose page says nothing; `load` fires the load of the nth frame. */
  async function renderUnresponsivePage(readyTimeoutBehavior?: 'error') {
    const backend = createFakeBackend({ expiresIn: 900 })
    const record = recordCallbacks()
    const { fetchToken } = backend
    const props = { fetchToken, readyTimeoutBehavior, onStateChange: record.onStateChange }
    const { getByRole } = render(<AcmeEmbed place="mute" queryClient={createTestClient()} {...props} />)
    await advanceTime(1)
    const load = (index: number) => act(async () => void frames()[index]?.dispatchEvent(new Event('load')))
    return { backend, record, load, getByRole }
  }

  test('an unresponsive page is replaced by one new iframe with a new token, and not by a third', async () => {
    const { backend, record, load } = await renderUnresponsivePage()
    await load(0)
    await advanceTime(15_100)
    expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial', 'forced'])
    expect(frames()).toHaveLength(2)
    await load(1)
    await advanceTime(15_100)
    expect(frames()).toHaveLength(1)
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'READY_TIMEOUT' } })
    await advanceTime(300_000)
    expect(backend.count).toBe(2)
    await postFromIframe(frames()[0], 'ready')
    expect(record.last?.status).toBe('ready')
  })

  test('an unresponsive page is replaced when the new page has rendered', async () => {
    let draw = () => {}
    const whenRendered = () => new Promise<void>((resolve) => (draw = resolve))
    const DrawingEmbed = createEmbed({
      ...acme,
      name: 'drawing',
      refreshStrategy: () => ({ mode: 'swap', whenRendered }),
    })
    render(
      <DrawingEmbed
        place="d"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend({ expiresIn: 900 }).fetchToken}
      />,
    )
    await advanceTime(1)
    const [mute] = frames()
    await act(async () => void mute?.dispatchEvent(new Event('load')))
    await advanceTime(15_000)
    const next = frames()[1]
    await postFromIframe(next, 'ready')
    await advanceTime(1_000)
    expect(frames()).toEqual([mute, next])
    draw()
    await advanceTime(1)
    expect(frames()).toEqual([next])
  })

  test('an unresponsive page is an error when readyTimeoutBehavior is error', async () => {
    const { record, load } = await renderUnresponsivePage('error')
    await load(0)
    await advanceTime(15_100)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'READY_TIMEOUT' } })
  })

  test('an unresponsive page that loads late has three seconds to respond before another token is requested', async () => {
    const { backend, record, load } = await renderUnresponsivePage()
    await advanceTime(15_100)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'READY_TIMEOUT' } })
    await load(0)
    await advanceTime(2_900)
    expect(backend.count).toBe(1)
    await advanceTime(200)
    expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial', 'forced'])
    await postFromIframe(frames()[0], 'ready')
    expect(record.last?.status).toBe('ready')
    expect(frames()).toHaveLength(1)
  })

  test('a page that does not even load is an error with a retry', async () => {
    const { record, getByRole } = await renderUnresponsivePage()
    await advanceTime(15_100)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'READY_TIMEOUT' } })
    await act(async () => getByRole('button').click())
    await advanceTime(1)
    await makeReady(frames()[1])
    expect(record.last?.status).toBe('ready')
    expect(frames()).toHaveLength(1)
  })
})

describe('the handle', () => {
  test('the handle is one object with state, controller and iframe, and refreshes', async () => {
    const backend = createFakeBackend()
    const handle = createRef<EmbedHandle<{ place: string }>>()
    const client = createTestClient()
    const { rerender, unmount } = await renderEmbed(
      <AcmeEmbed ref={handle} place="h" queryClient={client} fetchToken={backend.fetchToken} />,
    )
    const first = handle.current
    expect(first).toMatchObject({ state: { status: 'ready' }, controller: { place: 'h' } })
    expect(first?.iframe).toBe(frames()[0])
    await act(async () => void (await first?.refresh()))
    expect(backend.requests.at(-1)?.reason).toBe('requested')
    rerender(<AcmeEmbed ref={handle} place="h" title="H" queryClient={client} fetchToken={backend.fetchToken} />)
    expect(handle.current).toBe(first)
    unmount()
    expect(handle.current).toBeNull()
    await expect(first?.refresh()).rejects.toMatchObject({ code: 'UNMOUNTED' })
    await expect(first?.reload()).rejects.toMatchObject({ code: 'UNMOUNTED' })
  })

  test('the handle changes with the resource, and the previous handle rejects', async () => {
    const backend = createFakeBackend()
    const handle = createRef<EmbedHandle<{ place: string }>>()
    const client = createTestClient()
    const element = (place: string) => (
      <AcmeEmbed ref={handle} place={place} queryClient={client} fetchToken={backend.fetchToken} />
    )
    const { rerender } = await renderEmbed(element('h'))
    const first = handle.current
    rerender(element('k'))
    await advanceTime(1)
    await postFromIframe(frames()[0], 'ready')
    expect(handle.current).not.toBe(first)
    expect(handle.current?.controller).toEqual({ place: 'k' })
    await expect(first?.refresh()).rejects.toMatchObject({ code: 'UNMOUNTED' })
  })

  test('the handle reloads in a second iframe with a new token', async () => {
    const backend = createFakeBackend()
    const handle = createRef<EmbedHandle<{ place: string }>>()
    await renderEmbed(
      <AcmeEmbed ref={handle} place="r" queryClient={createTestClient()} fetchToken={backend.fetchToken} />,
    )
    await act(async () => void (await handle.current?.reload()))
    expect(frames().map(({ src }) => src)).toEqual([
      'https://acme.test/r?token=token-1',
      'https://acme.test/r?token=token-2',
    ])
    const next = frames()[1]
    await makeReady(next)
    expect(frames()).toEqual([next])
  })
})

describe('unmounting', () => {
  test('unmounting leaves no timer but the cache entry’s, no listener, and no late update', async () => {
    const listeners = watchListeners()
    const backend = createFakeBackend({ latency: 100 })
    const client = createTestClient()
    const record = recordCallbacks()
    const { unmount } = render(
      <AcmeEmbed place="u" queryClient={client} fetchToken={backend.fetchToken} onStateChange={record.onStateChange} />,
    )
    await advanceTime(200)
    await postFromIframe(frames()[0], 'ready')
    await advanceTime(45_050)
    const seen = record.states.length
    unmount()
    await advanceTime(0)
    expect(listeners.added()).toContain('message')
    expect(listeners.removed()).toEqual(listeners.added())
    await advanceTime(1_000)
    expect(record.states).toHaveLength(seen)
    client.clear()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('unmounting during a request lets it finish into the cache, where the next mount finds the token', async () => {
    const backend = createFakeBackend({ latency: 1_000 })
    const client = createTestClient()
    const { unmount } = render(<AcmeEmbed place="m" queryClient={client} fetchToken={backend.fetchToken} />)
    await advanceTime(100)
    unmount()
    await advanceTime(2_000)
    render(<AcmeEmbed place="m" queryClient={client} fetchToken={backend.fetchToken} />)
    await advanceTime(1)
    expect(backend.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test('unmounting a hundred times leaves nothing behind', async () => {
    const client = createTestClient()
    const backend = createFakeBackend()
    for (let i = 0; i < 100; i++) {
      const { unmount } = await renderEmbed(
        <SwapEmbed place="many" queryClient={client} fetchToken={backend.fetchToken} />,
      )
      unmount()
      await advanceTime(1)
    }
    expect(backend.count).toBe(1)
    client.clear()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('another resource or viewer', () => {
  test('another resource or viewer removes the iframe immediately, and a late response for the previous one is discarded', async () => {
    const backend = createFakeBackend({ latency: 1_000 })
    const client = createTestClient()
    const element = (place: string) => <AcmeEmbed place={place} queryClient={client} fetchToken={backend.fetchToken} />
    const { rerender } = render(element('A'))
    await advanceTime(500)
    rerender(element('B'))
    await advanceTime(600)
    expect(frames()).toHaveLength(0)
    await advanceTime(500)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/B?token=token-2'])
    rerender(element('A'))
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/A?token=token-1'])
    expect(backend.count).toBe(2)
  })

  test("another viewer never gets the previous viewer's token", async () => {
    const backend = createFakeBackend()
    const client = createTestClient()
    const element = (viewer: string) => (
      <AcmeEmbed place="v" viewerId={viewer} queryClient={client} fetchToken={backend.fetchToken} />
    )
    const { rerender } = await renderEmbed(element('ada'))
    const [adas] = frames()
    rerender(element('bob'))
    expect(frames()).not.toContain(adas)
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/v?token=token-2'])
  })
})
