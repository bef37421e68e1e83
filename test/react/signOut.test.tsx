import { act, render, renderHook } from '@testing-library/react'
import { Activity, createRef, Suspense, useSyncExternalStore } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { createListeners } from '../../src/core/store.ts'
import { clearEmbedTokens, createEmbed, type EmbedHandle, useEmbedToken } from '../../src/index.ts'
import {
  createFakeBackend,
  createTestClient,
  acme,
  AcmeEmbed,
  recordCallbacks,
  fakeTimeAndChance,
  frames,
  advanceTime,
  postFromIframe,
  renderEmbed,
  SwapEmbed,
  stubViewport,
} from './support.tsx'

fakeTimeAndChance()

/** All secrets that a client's cache gives away to one who looks into it. */
const secretsIn = (client: ReturnType<typeof createTestClient>) =>
  client
    .getQueryCache()
    .findAll()
    .flatMap(({ state }) => (state.data ? [state.data] : []))

const signOut = (client?: ReturnType<typeof createTestClient>) => act(async () => clearEmbedTokens(client))

describe('signing out', () => {
  test('signing out removes the token and the iframe immediately, and fetches nothing afterwards', async () => {
    const backend = createFakeBackend()
    const [client, record] = [createTestClient(), recordCallbacks()]
    await renderEmbed(
      <AcmeEmbed
        place="a"
        queryClient={client}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
        fallback="…"
      />,
    )
    expect(secretsIn(client)).toHaveLength(1)
    await signOut(client)
    expect(frames()).toHaveLength(0)
    expect(secretsIn(client)).toEqual([])
    expect(record.last).toEqual({ status: 'idle' })
    act(() => void window.dispatchEvent(new Event('focus')))
    await advanceTime(3_600_000)
    expect(backend.count).toBe(1)
    expect(frames()).toHaveLength(0)
  })

  test('signing out keeps a lazy embed idle that comes near the viewport afterwards', async () => {
    const { comeNear } = stubViewport()
    const [backend, record] = [createFakeBackend(), recordCallbacks()]
    const props = { fetchToken: backend.fetchToken, onStateChange: record.onStateChange }
    render(<AcmeEmbed place="far" loading="lazy" queryClient={createTestClient()} {...props} />)
    await signOut()
    await comeNear()
    await advanceTime(60_000)
    expect([backend.count, record.last?.status]).toEqual([0, 'idle'])
  })

  test('signing out during a request aborts it, and a late response is discarded', async () => {
    const backend = createFakeBackend({ latency: 5_000 })
    const [client, record] = [createTestClient(), recordCallbacks()]
    render(
      <AcmeEmbed place="b" queryClient={client} fetchToken={backend.fetchToken} onStateChange={record.onStateChange} />,
    )
    await advanceTime(1_000)
    await signOut(client)
    expect(backend.requests[0]?.signal.aborted).toBe(true)
    await advanceTime(60_000)
    expect(frames()).toHaveLength(0)
    expect(secretsIn(client)).toEqual([])
    expect(record.statuses).toEqual(['loading', 'idle'])
    expect(backend.count).toBe(1)
  })

  test('signing out during a swap removes both iframes', async () => {
    const backend = createFakeBackend()
    await renderEmbed(<SwapEmbed place="c" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    await advanceTime(50_000)
    expect(frames()).toHaveLength(2)
    await signOut()
    expect(frames()).toHaveLength(0)
  })

  test('signing out without a client clears all clients of embeds, also of unmounted embeds', async () => {
    const backend = createFakeBackend()
    const [here, gone] = [createTestClient(), createTestClient()]
    const { unmount } = await renderEmbed(<AcmeEmbed place="d" queryClient={gone} fetchToken={backend.fetchToken} />)
    unmount()
    await renderEmbed(<AcmeEmbed place="d" queryClient={here} fetchToken={backend.fetchToken} />)
    await signOut()
    expect([...secretsIn(here), ...secretsIn(gone)]).toEqual([])
    expect(frames()).toHaveLength(0)
  })

  test("signing out of one client does not affect another client's embeds", async () => {
    const backend = createFakeBackend()
    const [one, other] = [createTestClient(), createTestClient()]
    await renderEmbed(
      <>
        <AcmeEmbed place="e" queryClient={one} fetchToken={backend.fetchToken} />
        <AcmeEmbed place="e" queryClient={other} fetchToken={backend.fetchToken} />
      </>,
    )
    await signOut(one)
    expect(frames()).toHaveLength(1)
  })

  test('signing out right after the app emptied its cache removes the iframe, and fetches nothing', async () => {
    const backend = createFakeBackend()
    const [client, record] = [createTestClient(), recordCallbacks()]
    await renderEmbed(
      <AcmeEmbed place="m" queryClient={client} fetchToken={backend.fetchToken} onStateChange={record.onStateChange} />,
    )
    await act(async () => {
      client.clear()
      clearEmbedTokens(client)
    })
    await advanceTime(3_600_000)
    expect(frames()).toHaveLength(0)
    expect(record.last).toEqual({ status: 'idle' })
    expect(backend.count).toBe(1)
  })

  // React 18 has no part of a page that is hidden and kept.
  test.skipIf(Activity === undefined)(
    'signing out while an embed is in a hidden part of the page shows nothing of it when revealed',
    async () => {
      const backend = createFakeBackend()
      const client = createTestClient()
      const page = (mode: 'visible' | 'hidden') => (
        <Activity mode={mode}>
          <AcmeEmbed place="n" queryClient={client} fetchToken={backend.fetchToken} />
        </Activity>
      )
      const { rerender } = await renderEmbed(page('visible'))
      rerender(page('hidden'))
      await signOut(client)
      rerender(page('visible'))
      await advanceTime(3_600_000)
      expect(frames()).toHaveLength(0)
      expect(backend.count).toBe(1)
    },
  )

  test('signing out while a pending iframe waits for the current view prevents its creation', async () => {
    const backend = createFakeBackend()
    const born: string[] = []
    const WaitingEmbed = createEmbed({
      ...acme,
      name: 'waiting',
      refreshStrategy: () => ({ mode: 'swap' }),
      buildSrc: (props, token, from) => {
        const url = acme.buildSrc(props, token)
        return from ? new Promise((resolve) => setTimeout(() => resolve(url), 1_000)) : url
      },
    })
    await renderEmbed(<WaitingEmbed place="o" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    const { setAttribute } = Element.prototype
    vi.spyOn(Element.prototype, 'setAttribute').mockImplementation(function (this: Element, name, value) {
      if (name === 'src') born.push(value)
      setAttribute.call(this, name, value)
    })
    while (backend.count < 2) await advanceTime(100)
    await signOut()
    await advanceTime(5_000)
    expect(born).toEqual([])
  })

  test('signing out keeps other entries of the cache', async () => {
    const client = createTestClient()
    client.setQueryData(['orders'], 7)
    await signOut(client)
    expect(client.getQueryData(['orders'])).toBe(7)
  })

  test('signing out leaves no timer after the cache has removed its entries', async () => {
    const backend = createFakeBackend({ latency: 5_000 })
    const client = createTestClient()
    const { unmount } = render(<AcmeEmbed place="f" queryClient={client} fetchToken={() => new Promise(() => {})} />)
    render(<AcmeEmbed place="f2" queryClient={client} fetchToken={backend.fetchToken} />).unmount()
    await advanceTime(1_000)
    await signOut(client)
    unmount()
    client.clear()
    // Remaining timers belong to the cache, for removed entries.
    await advanceTime(5 * 60_000)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('an embed after signing out', () => {
  const renderSignedOutEmbed = async (place: string) => {
    const backend = createFakeBackend()
    const [client, record] = [createTestClient(), recordCallbacks()]
    const ref = createRef<EmbedHandle<{ place: string }>>()
    const element = (viewer: string) => (
      <AcmeEmbed
        key={place}
        ref={ref}
        place={place}
        viewerId={viewer}
        queryClient={client}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
      />
    )
    const view = await renderEmbed(element('ann'))
    await signOut(client)
    return { backend, record, ref, element, ...view }
  }

  test('a signed-out embed restarts when the viewer changes', async () => {
    const { backend, element, rerender } = await renderSignedOutEmbed('g')
    rerender(element('bob'))
    await advanceTime(1)
    expect(backend.count).toBe(2)
    expect(frames()).toHaveLength(1)
  })

  test('a signed-out embed restarts when it is remounted', async () => {
    const { backend, element, unmount } = await renderSignedOutEmbed('h')
    unmount()
    await renderEmbed(element('ann'))
    expect(backend.count).toBe(2)
    expect(frames()).toHaveLength(1)
  })

  test('a signed-out embed restarts with refresh(), not with another render', async () => {
    const { backend, element, ref, record, rerender } = await renderSignedOutEmbed('i')
    rerender(element('ann'))
    await advanceTime(1)
    expect(backend.count).toBe(1)
    await act(async () => {
      await ref.current?.refresh()
    })
    await advanceTime(1)
    await postFromIframe(frames()[0], 'ready')
    expect(backend.count).toBe(2)
    expect(record.last).toMatchObject({ status: 'ready' })
    expect(frames()[0]?.src).toContain('token-2')
    await advanceTime(60_000)
    expect(backend.count).toBe(3)
  })

  test('a signed-out embed never gets the new token of an embed that restarts', async () => {
    const { backend, element } = await renderSignedOutEmbed('j')
    render(element('ann'))
    await advanceTime(1)
    expect(backend.count).toBe(2)
    expect(frames()).toHaveLength(1)
  })
})

test('useEmbedToken returns no token after signing out, until the viewer changes', async () => {
  const backend = createFakeBackend()
  const client = createTestClient()
  const { result, rerender } = renderHook(
    ({ viewerId }) =>
      useEmbedToken(acme, { place: 'k', viewerId, fetchToken: backend.fetchToken }, { queryClient: client }),
    { initialProps: { viewerId: 'ann' } },
  )
  await advanceTime(1)
  expect(result.current.token).toBe('token-1')
  await signOut(client)
  expect(result.current).toMatchObject({ token: undefined, state: { status: 'idle' } })
  rerender({ viewerId: 'bob' })
  await advanceTime(1)
  expect(result.current.token).toBe('token-2')
})

test('refresh() rejects when the viewer signs out during the request', async () => {
  const client = createTestClient()
  const ref = createRef<EmbedHandle<{ place: string }>>()
  render(<AcmeEmbed ref={ref} place="l" queryClient={client} fetchToken={() => new Promise(() => {})} />)
  await advanceTime(1)
  const refreshed = expect(ref.current?.refresh()).rejects.toMatchObject({ code: 'UNMOUNTED' })
  await signOut(client)
  await refreshed
})

/** Creates a promise to suspend on. */
function createGate() {
  const { subscribe, notify } = createListeners()
  let open = (): void => {}
  let pending: Promise<void> | undefined
  return {
    subscribe,
    getPending: () => pending,
    open: () => open(),
    close() {
      pending = new Promise<void>((resolve) => (open = resolve)).then(() => void (pending = undefined))
      notify()
    },
  }
}

test('an embed that signs out while Suspense hides it is idle when revealed, although nothing renders it', async () => {
  const backend = createFakeBackend()
  const [client, record] = [createTestClient(), recordCallbacks()]
  const gate = createGate()
  function Sibling() {
    const pending = useSyncExternalStore(gate.subscribe, gate.getPending)
    if (pending) throw pending
    return null
  }
  const { container } = await renderEmbed(
    <Suspense fallback="…">
      <AcmeEmbed
        place="hidden"
        queryClient={client}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
      />
      <Sibling />
    </Suspense>,
  )
  expect(record.last?.status).toBe('ready')
  await act(async () => gate.close())
  expect(container.textContent).toContain('…')
  await signOut(client)
  await act(async () => gate.open())
  await advanceTime(1)
  expect(frames()).toHaveLength(0)
  expect(record.last).toEqual({ status: 'idle' })
  expect(backend.count).toBe(1)
})

test('a fetcher that signs out does not call itself endlessly, and leaves no timer', async () => {
  const client = createTestClient()
  const fetchToken = vi.fn((): never => {
    clearEmbedTokens(client)
    throw new Error('no session')
  })
  const { unmount } = await renderEmbed(<AcmeEmbed place="loop" queryClient={client} fetchToken={fetchToken} />)
  await advanceTime(60_000)
  expect(fetchToken.mock.calls.length).toBeLessThanOrEqual(2)
  unmount()
  await advanceTime(6 * 60_000)
  expect(vi.getTimerCount()).toBe(0)
})

test('a request in flight is aborted even if the app clears its cache right before signing out', async () => {
  const backend = createFakeBackend({ latency: 5_000 })
  const client = createTestClient()
  render(<AcmeEmbed place="cleared" queryClient={client} fetchToken={backend.fetchToken} />)
  await advanceTime(1_000)
  await act(async () => {
    client.clear()
    clearEmbedTokens(client)
  })
  expect(backend.requests[0]?.signal.aborted).toBe(true)
  await advanceTime(60_000)
  expect(backend.count).toBe(1)
})

test('a fetcher that signs out while a token is fetched for an unresponsive page removes the iframe', async () => {
  const [client, record] = [createTestClient(), recordCallbacks()]
  const fetchToken = ({ reason }: { reason: string }) => {
    if (reason === 'forced') clearEmbedTokens(client)
    return { token: 'token', expiresIn: 900 }
  }
  const props = { fetchToken, readyTimeoutBehavior: 'error', onStateChange: record.onStateChange } as const
  render(<AcmeEmbed place="unresponsive" queryClient={client} {...props} />)
  await advanceTime(1)
  await act(async () => void frames()[0]?.dispatchEvent(new Event('load')))
  await advanceTime(15_100)
  expect(frames()).toHaveLength(0)
  expect(record.last).toEqual({ status: 'idle' })
})

test('a fetcher that signs out in refresh() stays signed out', async () => {
  const [client, backend] = [createTestClient(), createFakeBackend()]
  const handle = createRef<EmbedHandle<{ place: string }>>()
  let signsOut = false
  const fetchToken = (request: Parameters<typeof backend.fetchToken>[0]) => {
    if (signsOut) clearEmbedTokens(client)
    return backend.fetchToken(request)
  }
  await renderEmbed(<AcmeEmbed ref={handle} place="o" queryClient={client} fetchToken={fetchToken} />)
  signsOut = true
  await advanceTime(10_000)
  await act(async () => void handle.current?.refresh().catch(() => {}))
  await advanceTime(100)
  expect(frames()).toEqual([])
})

test('a viewer who signs out while a token is sent to the page loses the iframe', async () => {
  const [client, record] = [createTestClient(), recordCallbacks()]
  const sendToken = vi.fn(() => clearEmbedTokens(client))
  const Embed = createEmbed({ ...acme, name: 'out', refreshStrategy: () => ({ mode: 'in-place', sendToken }) })
  const { fetchToken } = createFakeBackend()
  const handle = createRef<EmbedHandle<{ place: string }>>()
  const props = { fetchToken, onStateChange: record.onStateChange }
  await renderEmbed(<Embed ref={handle} place="o" queryClient={client} {...props} />)
  await advanceTime(10_000)
  await act(async () => void handle.current?.refresh())
  await advanceTime(1)
  expect(sendToken).toHaveBeenCalledTimes(1)
  expect(frames()).toEqual([])
  expect(record.last).toEqual({ status: 'idle' })
})

test('an iframe that is being created when the viewer signs out is not shown to the next viewer', async () => {
  const [client, backend] = [createTestClient(), createFakeBackend({ latency: 50 })]
  const resolveSrc: (() => void)[] = []
  const Embed = createEmbed({
    ...acme,
    name: 'slow',
    buildSrc: ({ place }, token) =>
      new Promise<URL>((resolve) =>
        resolveSrc.push(() => resolve(new URL(`https://acme.test/${place}?token=${token.value}`))),
      ),
  })
  const handle = createRef<EmbedHandle<{ place: string }>>()
  render(<Embed ref={handle} place="o" queryClient={client} fetchToken={backend.fetchToken} />)
  await advanceTime(60)
  await signOut(client)
  await act(async () => void handle.current?.refresh())
  resolveSrc[0]?.()
  await advanceTime(100)
  resolveSrc.slice(1).forEach((resolve) => resolve())
  await advanceTime(100)
  expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/o?token=token-2'])
})
