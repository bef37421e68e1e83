import { QueryClientProvider } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { takeComplaints } from '../support/cleanConsole.ts'
import {
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  fakeTimeAndChance,
  frames,
  advanceTime,
  postFromIframe,
  renderEmbed,
  SwapEmbed,
} from './support.tsx'

fakeTimeAndChance()

describe('token requests', () => {
  test('a single mount mints once and creates one iframe with the token in its URL', async () => {
    const backend = createFakeBackend()
    await renderEmbed(<AcmeEmbed place="one" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    expect(backend.count).toBe(1)
    expect(backend.requests[0]).toMatchObject({ provider: 'acme', resource: { place: 'one' }, reason: 'initial' })
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/one?token=token-1'])
  })

  test('50 renders with a new inline fetcher mint once and keep the iframe', async () => {
    const backend = createFakeBackend()
    const client = createTestClient()
    const element = () => <AcmeEmbed place="r" queryClient={client} fetchToken={(r) => backend.fetchToken(r)} />
    const { rerender } = await renderEmbed(element())
    const [frame] = frames()
    for (let i = 0; i < 50; i++) rerender(element())
    await advanceTime(1_000)
    expect(backend.count).toBe(1)
    expect(frames()).toEqual([frame])
  })

  test('the latest fetcher is called at the next refresh', async () => {
    const [old, newest] = [createFakeBackend(), createFakeBackend()]
    const client = createTestClient()
    const { rerender } = await renderEmbed(<AcmeEmbed place="n" queryClient={client} fetchToken={old.fetchToken} />)
    rerender(<AcmeEmbed place="n" queryClient={client} fetchToken={newest.fetchToken} />)
    await advanceTime(60_000)
    expect(old.count).toBe(1)
    expect(newest.count).toBeGreaterThan(0)
  })

  test('StrictMode mints once and creates one iframe', async () => {
    const backend = createFakeBackend({ latency: 20 })
    await renderEmbed(
      <StrictMode>
        <AcmeEmbed place="s" queryClient={createTestClient()} fetchToken={backend.fetchToken} />
      </StrictMode>,
    )
    await advanceTime(100)
    expect(backend.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test('two embeds of one resource and viewer mint once, and once again to refresh', async () => {
    const backend = createFakeBackend()
    await renderEmbed(
      <QueryClientProvider client={createTestClient()}>
        <AcmeEmbed place="two" viewerId="ada" fetchToken={backend.fetchToken} />
        <AcmeEmbed place="two" viewerId="ada" fetchToken={backend.fetchToken} />
      </QueryClientProvider>,
    )
    expect(backend.count).toBe(1)
    expect(frames()).toHaveLength(2)
    await advanceTime(50_000)
    expect(backend.count).toBe(2)
  })

  test('two resources mint twice, and so do two viewers of one resource', async () => {
    const backend = createFakeBackend()
    await renderEmbed(
      <QueryClientProvider client={createTestClient()}>
        <AcmeEmbed place="a" viewerId="ada" fetchToken={backend.fetchToken} />
        <AcmeEmbed place="b" viewerId="ada" fetchToken={backend.fetchToken} />
        <AcmeEmbed place="b" viewerId="bob" fetchToken={backend.fetchToken} />
      </QueryClientProvider>,
    )
    expect(backend.count).toBe(3)
    expect(new Set(frames().map(({ src }) => src)).size).toBe(3)
  })

  test('the same id at two providers shares nothing', async () => {
    const backend = createFakeBackend()
    await renderEmbed(
      <QueryClientProvider client={createTestClient()}>
        <AcmeEmbed place="a" fetchToken={backend.fetchToken} />
        <SwapEmbed place="a" fetchToken={backend.fetchToken} />
      </QueryClientProvider>,
    )
    expect(backend.requests.map(({ provider }) => provider)).toEqual(['acme', 'swap'])
  })

  test("an app's invalidateQueries in a loop fetches nothing", async () => {
    const backend = createFakeBackend()
    const client = createTestClient()
    await renderEmbed(<AcmeEmbed place="i" queryClient={client} fetchToken={backend.fetchToken} />)
    for (let i = 0; i < 100; i++) {
      void client.invalidateQueries()
      await advanceTime(100)
    }
    expect(backend.count).toBe(1)
  })

  test('an invalidation during a request does not start a second request', async () => {
    const backend = createFakeBackend({ latency: 1_000 })
    const client = createTestClient()
    render(<AcmeEmbed place="m" queryClient={client} fetchToken={backend.fetchToken} />)
    await advanceTime(100)
    for (let i = 0; i < 10; i++) void client.invalidateQueries()
    await advanceTime(2_000)
    expect(backend.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test('an app that cancels its queries during a request still gets the token', async () => {
    const backend = createFakeBackend({ latency: 1_000 })
    const client = createTestClient()
    render(<AcmeEmbed place="c" queryClient={client} fetchToken={backend.fetchToken} />)
    await advanceTime(100)
    await client.cancelQueries()
    await advanceTime(2_000)
    expect(backend.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test.each([
    ['10 seconds', 10, 600, 50, 90],
    ['a minute', 60, 600, 10, 16],
    ['15 minutes', 900, 3 * 3_600, 14, 18],
    ['a day', 86_400, 3 * 86_400, 3, 5],
  ])(
    'a token valid for %s is refreshed before it expires, and hardly sooner',
    async (_, expiresIn, seconds, min, max) => {
      const backend = createFakeBackend({ expiresIn })
      const expired = vi.fn()
      const onStateChange = ({ status }: { status: string }) => status === 'expired' && expired()
      await renderEmbed(
        <AcmeEmbed
          place="l"
          queryClient={createTestClient()}
          fetchToken={backend.fetchToken}
          onStateChange={onStateChange}
        />,
      )
      await advanceTime(seconds * 1_000)
      expect(backend.count).toBeGreaterThanOrEqual(min)
      expect(backend.count).toBeLessThanOrEqual(max)
      expect(expired).not.toHaveBeenCalled()
    },
  )

  test('a token valid for 60 days is fetched once at first and once near its expiry, without an overflowing delay', async () => {
    const delays: (number | undefined)[] = []
    for (const name of ['setTimeout', 'setInterval'] as const) {
      const real = globalThis[name]
      vi.spyOn(globalThis, name).mockImplementation(((handler: () => void, delay?: number) => {
        delays.push(delay)
        return real(handler, delay)
      }) as typeof real)
    }
    const backend = createFakeBackend({ expiresIn: 60 * 86_400 })
    await renderEmbed(<AcmeEmbed place="d" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    await advanceTime(24 * 3_600_000)
    expect(backend.count).toBe(1)
    for (let day = 1; day < 59; day++) {
      vi.setSystemTime(Date.now() + 24 * 3_600_000)
      await advanceTime(16_000)
    }
    expect(backend.count).toBe(1)
    vi.setSystemTime(Date.now() + 24 * 3_600_000)
    await advanceTime(16_000)
    expect(backend.count).toBe(2)
    expect(delays.every((delay = 0) => delay >= 0 && delay < 2 ** 31)).toBe(true)
  })
})

describe('the query client', () => {
  test('the query client is optional for a host app', async () => {
    const backend = createFakeBackend()
    await renderEmbed(<AcmeEmbed place="no-provider" fetchToken={backend.fetchToken} />)
    await advanceTime(50_000)
    expect(frames()).toHaveLength(1)
    expect(backend.count).toBe(2)
  })

  test("the query client is the nearest provider's", async () => {
    const client = createTestClient()
    await renderEmbed(
      <QueryClientProvider client={client}>
        <AcmeEmbed place="p" fetchToken={createFakeBackend().fetchToken} />
      </QueryClientProvider>,
    )
    expect(client.getQueryCache().getAll()).toHaveLength(1)
  })

  test('the query client prop takes precedence over any provider', async () => {
    const [given, provided] = [createTestClient(), createTestClient()]
    await renderEmbed(
      <QueryClientProvider client={provided}>
        <AcmeEmbed place="p" queryClient={given} fetchToken={createFakeBackend().fetchToken} />
      </QueryClientProvider>,
    )
    expect(given.getQueryCache().getAll()).toHaveLength(1)
    expect(provided.getQueryCache().getAll()).toHaveLength(0)
  })

  test('the query client is the first one while the embed is mounted, even if each render creates another', async () => {
    const backend = createFakeBackend()
    const element = () => <AcmeEmbed place="p" queryClient={createTestClient()} fetchToken={backend.fetchToken} />
    const { rerender } = await renderEmbed(element())
    const [frame] = frames()
    rerender(element())
    await advanceTime(1)
    expect(frames()).toEqual([frame])
    expect(backend.count).toBe(1)
    expect(takeComplaints()).toEqual([expect.stringContaining('QueryClient of an embed changed')])
  })

  test("the query client's default options have no effect", async () => {
    const client = createTestClient()
    const persister = vi.fn()
    client.setDefaultOptions({
      queries: {
        persister,
        retry: 5,
        staleTime: 0,
        gcTime: 30 * 86_400_000,
        refetchOnMount: 'always',
        refetchOnWindowFocus: 'always',
        refetchOnReconnect: 'always',
        refetchInterval: 1_000,
        throwOnError: true,
        select: () => 'not a token',
        placeholderData: 'not a token',
        queryKeyHashFn: () => 'one hash for all',
      },
    })
    const backend = createFakeBackend({ expiresIn: 900 })
    await renderEmbed(
      <QueryClientProvider client={client}>
        <AcmeEmbed place="h1" fetchToken={backend.fetchToken} />
        <AcmeEmbed place="h2" fetchToken={backend.fetchToken} />
      </QueryClientProvider>,
    )
    await advanceTime(10 * 60_000)
    expect(backend.count).toBe(2)
    expect(persister).not.toHaveBeenCalled()
    expect(frames()).toHaveLength(2)
  })
})

describe('an embedded page that requests a token', () => {
  const renderReadyPage = async () => {
    const [backend, record] = [createFakeBackend({ latency: 50 }), recordCallbacks()]
    await renderEmbed(
      <AcmeEmbed place="ask" queryClient={createTestClient()} fetchToken={backend.fetchToken} {...record} />,
    )
    await advanceTime(60)
    const [frame] = frames()
    await postFromIframe(frame, 'ready')
    return { backend, record, frame }
  }

  test("a page's token request gets an immediate response, and a hundred requests lead to one fetch", async () => {
    const { backend, frame } = await renderReadyPage()
    await advanceTime(6_000)
    for (let i = 0; i < 100; i++) await postFromIframe(frame, 'give me a token')
    await advanceTime(100)
    expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial', 'requested'])
  })

  test("a page's repeated token requests get at most one token in five seconds, and none after three rejected tokens", async () => {
    const { backend, record, frame } = await renderReadyPage()
    const askFor = async (seconds: number): Promise<void> => {
      for (let i = 0; i < 10 * seconds; i++) {
        await postFromIframe(frame, 'give me a token')
        await advanceTime(100)
      }
    }
    await askFor(40)
    expect(backend.times.map((time) => Math.round((time - (backend.times[0] ?? 0)) / 1_000))).toEqual([0, 5, 10, 15])
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'TOKEN_REJECTED' } })
    // When the next is due the page gets it as any other, and rejects it as well.
    await askFor(60)
    expect(backend.count).toBe(5)
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'TOKEN_REJECTED' } })
    // One error for each rejected token, and not for each message.
    const errors = record.states.flatMap((state) => ('error' in state ? [state.error] : []))
    expect(new Set(errors).size).toBe(2)
  })

  test('a page that accepts a token clears TOKEN_REJECTED', async () => {
    const { backend, record, frame } = await renderReadyPage()
    for (let i = 0; i < 200; i++) {
      await postFromIframe(frame, 'give me a token')
      await advanceTime(100)
    }
    await advanceTime(60_000)
    expect(backend.count).toBe(5)
    expect(record.last).toMatchObject({ status: 'ready' })
  })

  test("a page's token request respects the backend's Retry-After", async () => {
    const { backend, frame } = await renderReadyPage()
    backend.fault = () => new Response('', { status: 429, headers: { 'retry-after': '40' } })
    await advanceTime(50_000)
    const { count } = backend
    for (let i = 0; i < 100; i++) {
      await postFromIframe(frame, 'give me a token')
      await advanceTime(100)
    }
    expect(backend.count).toBe(count)
  })

  test("a page's token request before it is ready gets a message", async () => {
    const backend = createFakeBackend()
    render(<AcmeEmbed place="early" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    await advanceTime(1)
    const [frame] = frames()
    const post = vi.fn()
    Object.defineProperty(frame?.contentWindow, 'postMessage', { value: post })
    await postFromIframe(frame, 'give me a token')
    await advanceTime(5_100)
    expect(post).toHaveBeenCalledWith({ token: 'token-2' }, 'https://acme.test', [])
    expect(frames()).toEqual([frame])
  })
})

describe('an app that changes the query cache', () => {
  test('an app that overwrites the token with a copy causes no request', async () => {
    const backend = createFakeBackend()
    const client = createTestClient()
    await renderEmbed(<AcmeEmbed place="copy" queryClient={client} fetchToken={backend.fetchToken} />)
    const [query] = client.getQueryCache().getAll()
    for (let i = 0; i < 50; i++) {
      query?.setData(structuredClone({ ...(query.state.data as object) }))
      await advanceTime(100)
    }
    expect(backend.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test('an app that resets its queries in a loop causes no request', async () => {
    const backend = createFakeBackend()
    const client = createTestClient()
    await renderEmbed(<AcmeEmbed place="reset" queryClient={client} fetchToken={backend.fetchToken} />)
    const [frame] = frames()
    for (let i = 0; i < 50; i++) {
      void client.resetQueries()
      await advanceTime(100)
    }
    expect(backend.count).toBe(1)
    expect(frames()).toEqual([frame])
  })

  test('an app that clears its cache during a request gets another token, and no stuck embed', async () => {
    const backend = createFakeBackend({ latency: 1_000 })
    const client = createTestClient()
    render(<AcmeEmbed place="clear" queryClient={client} fetchToken={backend.fetchToken} />)
    await advanceTime(100)
    await act(async () => client.clear())
    await advanceTime(1_100)
    expect(frames()).toHaveLength(1)
  })
})
