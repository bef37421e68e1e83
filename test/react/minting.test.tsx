import { QueryClientProvider } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import {
  AcmeEmbed,
  aBackEnd,
  aClient,
  aRecord,
  fakeTimeAndChance,
  frames,
  pass,
  say,
  show,
  SwapEmbed,
} from './support.tsx'

fakeTimeAndChance()

describe('a token is fetched no oftener than needed', () => {
  test('one mount mints once and makes one frame with the token in its URL', async () => {
    const backEnd = aBackEnd()
    await show(<AcmeEmbed place="one" queryClient={aClient()} fetchToken={backEnd.fetchToken} />)
    expect(backEnd.count).toBe(1)
    expect(backEnd.requests[0]).toMatchObject({ provider: 'acme', resource: { place: 'one' }, reason: 'initial' })
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/one?token=token-1'])
  })

  test('50 renders with a new inline fetcher mint once and keep the frame', async () => {
    const backEnd = aBackEnd()
    const client = aClient()
    const element = () => <AcmeEmbed place="r" queryClient={client} fetchToken={(r) => backEnd.fetchToken(r)} />
    const { rerender } = await show(element())
    const [frame] = frames()
    for (let i = 0; i < 50; i++) rerender(element())
    await pass(1_000)
    expect(backEnd.count).toBe(1)
    expect(frames()).toEqual([frame])
  })

  test('the newest fetcher is the one that is called at the next refresh', async () => {
    const [old, newest] = [aBackEnd(), aBackEnd()]
    const client = aClient()
    const { rerender } = await show(<AcmeEmbed place="n" queryClient={client} fetchToken={old.fetchToken} />)
    rerender(<AcmeEmbed place="n" queryClient={client} fetchToken={newest.fetchToken} />)
    await pass(60_000)
    expect(old.count).toBe(1)
    expect(newest.count).toBeGreaterThan(0)
  })

  test('StrictMode mints once and makes one frame', async () => {
    const backEnd = aBackEnd({ latency: 20 })
    await show(
      <StrictMode>
        <AcmeEmbed place="s" queryClient={aClient()} fetchToken={backEnd.fetchToken} />
      </StrictMode>,
    )
    await pass(100)
    expect(backEnd.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test('two embeds of one place and viewer mint once, and once again to refresh', async () => {
    const backEnd = aBackEnd()
    await show(
      <QueryClientProvider client={aClient()}>
        <AcmeEmbed place="two" viewerId="ada" fetchToken={backEnd.fetchToken} />
        <AcmeEmbed place="two" viewerId="ada" fetchToken={backEnd.fetchToken} />
      </QueryClientProvider>,
    )
    expect(backEnd.count).toBe(1)
    expect(frames()).toHaveLength(2)
    await pass(50_000)
    expect(backEnd.count).toBe(2)
  })

  test('two places mint twice, and so do two viewers of one place', async () => {
    const backEnd = aBackEnd()
    await show(
      <QueryClientProvider client={aClient()}>
        <AcmeEmbed place="a" viewerId="ada" fetchToken={backEnd.fetchToken} />
        <AcmeEmbed place="b" viewerId="ada" fetchToken={backEnd.fetchToken} />
        <AcmeEmbed place="b" viewerId="bob" fetchToken={backEnd.fetchToken} />
      </QueryClientProvider>,
    )
    expect(backEnd.count).toBe(3)
    expect(new Set(frames().map(({ src }) => src)).size).toBe(3)
  })

  test('the same place of two vendors shares nothing', async () => {
    const backEnd = aBackEnd()
    await show(
      <QueryClientProvider client={aClient()}>
        <AcmeEmbed place="a" fetchToken={backEnd.fetchToken} />
        <SwapEmbed place="a" fetchToken={backEnd.fetchToken} />
      </QueryClientProvider>,
    )
    expect(backEnd.requests.map(({ provider }) => provider)).toEqual(['acme', 'swap'])
  })

  test("a host's invalidateQueries in a loop fetches nothing", async () => {
    const backEnd = aBackEnd()
    const client = aClient()
    await show(<AcmeEmbed place="i" queryClient={client} fetchToken={backEnd.fetchToken} />)
    for (let i = 0; i < 100; i++) {
      void client.invalidateQueries()
      await pass(100)
    }
    expect(backEnd.count).toBe(1)
  })

  test('an invalidation in mid-flight does not start a second request', async () => {
    const backEnd = aBackEnd({ latency: 1_000 })
    const client = aClient()
    render(<AcmeEmbed place="m" queryClient={client} fetchToken={backEnd.fetchToken} />)
    await pass(100)
    for (let i = 0; i < 10; i++) void client.invalidateQueries()
    await pass(2_000)
    expect(backEnd.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test('a host that cancels its queries in mid-flight still gets the answer', async () => {
    const backEnd = aBackEnd({ latency: 1_000 })
    const client = aClient()
    render(<AcmeEmbed place="c" queryClient={client} fetchToken={backEnd.fetchToken} />)
    await pass(100)
    await client.cancelQueries()
    await pass(2_000)
    expect(backEnd.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test.each([
    ['10 seconds', 10, 600, 50, 90],
    ['a minute', 60, 600, 10, 16],
    ['15 minutes', 900, 3 * 3_600, 14, 18],
    ['a day', 86_400, 3 * 86_400, 3, 5],
  ])('a token that lives %s is renewed before it ends, and hardly sooner', async (_, expiresIn, seconds, min, max) => {
    const backEnd = aBackEnd({ expiresIn })
    const expired = vi.fn()
    const onStateChange = ({ status }: { status: string }) => status === 'expired' && expired()
    await show(
      <AcmeEmbed place="l" queryClient={aClient()} fetchToken={backEnd.fetchToken} onStateChange={onStateChange} />,
    )
    await pass(seconds * 1_000)
    expect(backEnd.count).toBeGreaterThanOrEqual(min)
    expect(backEnd.count).toBeLessThanOrEqual(max)
    expect(expired).not.toHaveBeenCalled()
  })

  test('a token that lives 60 days is fetched once at first and once near its end, with no delay that overflows', async () => {
    const delays: (number | undefined)[] = []
    for (const name of ['setTimeout', 'setInterval'] as const) {
      const real = globalThis[name]
      vi.spyOn(globalThis, name).mockImplementation(((handler: () => void, delay?: number) => {
        delays.push(delay)
        return real(handler, delay)
      }) as typeof real)
    }
    const backEnd = aBackEnd({ expiresIn: 60 * 86_400 })
    await show(<AcmeEmbed place="d" queryClient={aClient()} fetchToken={backEnd.fetchToken} />)
    await pass(24 * 3_600_000)
    expect(backEnd.count).toBe(1)
    for (let day = 1; day < 59; day++) {
      vi.setSystemTime(Date.now() + 24 * 3_600_000)
      await pass(16_000)
    }
    expect(backEnd.count).toBe(1)
    vi.setSystemTime(Date.now() + 24 * 3_600_000)
    await pass(16_000)
    expect(backEnd.count).toBe(2)
    expect(delays.every((delay = 0) => delay >= 0 && delay < 2 ** 31)).toBe(true)
  })
})

describe('the query client', () => {
  test('is of no concern to a host without one', async () => {
    const backEnd = aBackEnd()
    await show(<AcmeEmbed place="no-provider" fetchToken={backEnd.fetchToken} />)
    await pass(50_000)
    expect(frames()).toHaveLength(1)
    expect(backEnd.count).toBe(2)
  })

  test("is the nearest provider's", async () => {
    const client = aClient()
    await show(
      <QueryClientProvider client={client}>
        <AcmeEmbed place="p" fetchToken={aBackEnd().fetchToken} />
      </QueryClientProvider>,
    )
    expect(client.getQueryCache().getAll()).toHaveLength(1)
  })

  test('is the one given, before any provider', async () => {
    const [given, provided] = [aClient(), aClient()]
    await show(
      <QueryClientProvider client={provided}>
        <AcmeEmbed place="p" queryClient={given} fetchToken={aBackEnd().fetchToken} />
      </QueryClientProvider>,
    )
    expect(given.getQueryCache().getAll()).toHaveLength(1)
    expect(provided.getQueryCache().getAll()).toHaveLength(0)
  })

  test('may be another one later', async () => {
    const [first, second] = [aClient(), aClient()]
    const backEnd = aBackEnd()
    const element = (client: typeof first) => (
      <AcmeEmbed place="p" queryClient={client} fetchToken={backEnd.fetchToken} />
    )
    const { rerender } = await show(element(first))
    rerender(element(second))
    await pass(1)
    expect(second.getQueryCache().getAll()).toHaveLength(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-2'])
  })

  test("does not let a host's default options in", async () => {
    const client = aClient()
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
    const backEnd = aBackEnd({ expiresIn: 900 })
    await show(
      <QueryClientProvider client={client}>
        <AcmeEmbed place="h1" fetchToken={backEnd.fetchToken} />
        <AcmeEmbed place="h2" fetchToken={backEnd.fetchToken} />
      </QueryClientProvider>,
    )
    await pass(10 * 60_000)
    expect(backEnd.count).toBe(2)
    expect(persister).not.toHaveBeenCalled()
    expect(frames()).toHaveLength(2)
  })
})

describe("a vendor's page that asks for a token", () => {
  const aReadyPage = async () => {
    const [backEnd, record] = [aBackEnd({ latency: 50 }), aRecord()]
    await show(<AcmeEmbed place="ask" queryClient={aClient()} fetchToken={backEnd.fetchToken} {...record} />)
    await pass(60)
    const [frame] = frames()
    await say(frame, 'ready')
    return { backEnd, record, frame }
  }

  test('gets one at once, and a hundred requests make one', async () => {
    const { backEnd, frame } = await aReadyPage()
    await pass(6_000)
    for (let i = 0; i < 100; i++) await say(frame, 'give me a token')
    await pass(100)
    expect(backEnd.requests.map(({ reason }) => reason)).toEqual(['initial', 'requested'])
  })

  test('again and again gets no more than one in five seconds, and after three that it did not take, none', async () => {
    const { backEnd, record, frame } = await aReadyPage()
    const askFor = async (seconds: number): Promise<void> => {
      for (let i = 0; i < 10 * seconds; i++) {
        await say(frame, 'give me a token')
        await pass(100)
      }
    }
    await askFor(40)
    expect(backEnd.times.map((time) => Math.round((time - (backEnd.times[0] ?? 0)) / 1_000))).toEqual([0, 5, 10, 15])
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'TOKEN_REJECTED' } })
    // When the next is due the page gets it as any other, and rejects it as well.
    await askFor(60)
    expect(backEnd.count).toBe(5)
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'TOKEN_REJECTED' } })
  })

  test('no more once it has taken one is as good as any', async () => {
    const { backEnd, record, frame } = await aReadyPage()
    for (let i = 0; i < 200; i++) {
      await say(frame, 'give me a token')
      await pass(100)
    }
    await pass(60_000)
    expect(backEnd.count).toBe(5)
    expect(record.last).toMatchObject({ status: 'ready' })
  })

  test('does not break the pause that the back end asked for', async () => {
    const { backEnd, frame } = await aReadyPage()
    backEnd.fault = () => new Response('', { status: 429, headers: { 'retry-after': '40' } })
    await pass(50_000)
    const { count } = backEnd
    for (let i = 0; i < 100; i++) {
      await say(frame, 'give me a token')
      await pass(100)
    }
    expect(backEnd.count).toBe(count)
  })

  test('before it is ready is told by message all the same', async () => {
    const backEnd = aBackEnd()
    render(<AcmeEmbed place="early" queryClient={aClient()} fetchToken={backEnd.fetchToken} />)
    await pass(1)
    const [frame] = frames()
    const post = vi.fn()
    Object.defineProperty(frame?.contentWindow, 'postMessage', { value: post })
    await say(frame, 'give me a token')
    await pass(5_100)
    expect(post).toHaveBeenCalledWith({ token: 'token-2' }, 'https://acme.test', [])
    expect(frames()).toEqual([frame])
  })
})

describe('a host that meddles with its cache', () => {
  test('and overwrites the token with a copy costs no request', async () => {
    const backEnd = aBackEnd()
    const client = aClient()
    await show(<AcmeEmbed place="copy" queryClient={client} fetchToken={backEnd.fetchToken} />)
    const [query] = client.getQueryCache().getAll()
    for (let i = 0; i < 50; i++) {
      query?.setData(structuredClone({ ...(query.state.data as object) }))
      await pass(100)
    }
    expect(backEnd.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test('and resets its queries in a loop costs no request', async () => {
    const backEnd = aBackEnd()
    const client = aClient()
    await show(<AcmeEmbed place="reset" queryClient={client} fetchToken={backEnd.fetchToken} />)
    const [frame] = frames()
    for (let i = 0; i < 50; i++) {
      void client.resetQueries()
      await pass(100)
    }
    expect(backEnd.count).toBe(1)
    expect(frames()).toEqual([frame])
  })

  test('and clears it in mid-flight gets another token, and no stuck embed', async () => {
    const backEnd = aBackEnd({ latency: 1_000 })
    const client = aClient()
    render(<AcmeEmbed place="clear" queryClient={client} fetchToken={backEnd.fetchToken} />)
    await pass(100)
    await act(async () => client.clear())
    await pass(1_100)
    expect(frames()).toHaveLength(1)
  })
})
