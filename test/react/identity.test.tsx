import { act, render, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ExploEmbed, FeltEmbed, useEmbedToken } from '../../src/index.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import {
  acme,
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  makeReady,
  frames,
  advanceTime,
  postFromIframe,
  renderEmbed,
  SwapEmbed,
} from './support.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Every URL that a frame on this page ever starts with, from now on. */
function watchFrames(): string[] {
  const seen: string[] = []
  const setAttribute = Element.prototype.setAttribute
  vi.spyOn(Element.prototype, 'setAttribute').mockImplementation(function (this: Element, name, value) {
    if (name === 'src') seen.push(value)
    setAttribute.call(this, name, value)
  })
  return seen
}

test.each([
  ['in place', AcmeEmbed],
  ['by handover', SwapEmbed],
])(
  "a changed viewerId removes the previous viewer's iframes immediately, the pending one too (%s)",
  async (_, Embed) => {
    const backend = createFakeBackend({ latency: 100 })
    const client = createTestClient()
    const element = (viewer: string) => (
      <Embed place="v" viewerId={viewer} queryClient={client} fetchToken={backend.fetchToken} />
    )
    const { rerender } = render(element('ada'))
    await advanceTime(101)
    await postFromIframe(frames()[0], 'ready')
    await advanceTime(50_000)
    expect(frames()).toHaveLength(Embed === SwapEmbed ? 2 : 1)
    rerender(element('bob'))
    expect(frames()).toHaveLength(0)
    await advanceTime(101)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/v?token=token-3'])
  },
)

test('a token response for the previous viewer is never used for the next viewer', async () => {
  const seen = watchFrames()
  const backend = createFakeBackend({ latency: 1_000 })
  const client = createTestClient()
  const element = (viewer: string) => (
    <AcmeEmbed place="late" viewerId={viewer} queryClient={client} fetchToken={backend.fetchToken} />
  )
  const { rerender } = render(element('ada'))
  await advanceTime(500)
  rerender(element('bob'))
  await advanceTime(10_000)
  expect(seen).toEqual(['https://acme.test/late?token=token-2'])
  expect(backend.count).toBe(2)
})

test('switching resource A → B → A while the request for A is in flight fetches A only once', async () => {
  const seen = watchFrames()
  const backend = createFakeBackend({ latency: 1_000 })
  const client = createTestClient()
  const element = (place: string) => <AcmeEmbed place={place} queryClient={client} fetchToken={backend.fetchToken} />
  const { rerender } = render(element('A'))
  await advanceTime(300)
  rerender(element('B'))
  await advanceTime(300)
  rerender(element('A'))
  await advanceTime(10_000)
  expect(backend.requests.map(({ resource }) => resource)).toEqual([{ place: 'A' }, { place: 'B' }])
  expect(seen).toEqual(['https://acme.test/A?token=token-1'])
})

test('two providers with the same id, one after the other in one place, get a token each', async () => {
  const seen = watchFrames()
  const backend = createFakeBackend({ expiresIn: 900, latency: 100 })
  const sources = { queryClient: createTestClient(), fetchToken: backend.fetchToken }
  const { rerender } = render(<FeltEmbed mapId="same-id-for-both-1234" {...sources} />)
  await advanceTime(50)
  rerender(<ExploEmbed embedId="same-id-for-both-1234" {...sources} />)
  await advanceTime(200)
  expect(backend.requests.map(({ provider }) => provider)).toEqual(['felt', 'explo'])
  expect(seen).toHaveLength(1)
  expect(seen[0]).toContain('token-2')
  expect(seen[0]).not.toContain('token-1')
})

test('a hook whose adapter changes never returns a token of the previous provider', async () => {
  const other = { ...acme, name: 'other' }
  const handed: [string, string | undefined][] = []
  const backend = createFakeBackend({ latency: 1_000 })
  const queryClient = createTestClient()
  const { rerender } = renderHook(
    ({ adapter }) => {
      const { token } = useEmbedToken(adapter, { place: 'p', fetchToken: backend.fetchToken }, { queryClient })
      handed.push([adapter.name, token])
    },
    { initialProps: { adapter: acme } },
  )
  await advanceTime(1_001)
  rerender({ adapter: other })
  await advanceTime(1_001)
  rerender({ adapter: acme })
  await advanceTime(1)
  const tokens = (name: string) => new Set(handed.flatMap(([of, token]) => (of === name && token ? [token] : [])))
  expect([...tokens('acme')]).toEqual(['token-1'])
  expect([...tokens('other')]).toEqual(['token-2'])
  expect(handed.at(-1)).toEqual(['acme', 'token-1'])
})

test('an unresponsive pending iframe is retried until the page responds; the active iframe stays, and reports its expiry', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const backend = createFakeBackend({ expiresIn: 300 })
  const record = recordCallbacks()
  const { onStateChange } = record
  await renderEmbed(
    <SwapEmbed
      place="n"
      queryClient={createTestClient()}
      fetchToken={backend.fetchToken}
      onStateChange={onStateChange}
    />,
  )
  const [live] = frames()
  const births = new Map<string, number>()
  for (let second = 0; second < 320; second++) {
    await advanceTime(1_000)
    expect(frames()[0]).toBe(live)
    const next = frames()[1]
    if (next && !births.has(next.src)) births.set(next.src, second)
  }
  const bornAt = [...births.values()]
  const apart = bornAt.slice(1).map((second, index) => second - (bornAt[index] ?? 0))
  // Each is given 15 s to answer; then comes the pause.
  expect(apart.slice(0, 3).map((seconds) => seconds - 15)).toEqual([1, 2, 3])
  const reasons = backend.requests.map(({ reason }) => reason)
  expect(reasons.slice(0, 2)).toEqual(['initial', 'scheduled'])
  expect(new Set(reasons.slice(2))).toEqual(new Set(['forced']))
  expect(record.last?.status).toBe('expired')
  expect(record.statuses.slice(record.statuses.indexOf('expired'))).not.toContain('ready')
  expect(live?.style.opacity).toBe('1')
  while (!frames()[1]) await advanceTime(1_000)
  const next = frames()[1]
  await makeReady(next)
  expect(frames()).toHaveLength(1)
  expect(frames()[0]).toBe(next)
  expect(record.last?.status).toBe('ready')
})

test("a token is never requested with one viewer's props and kept for another viewer", async () => {
  const client = createTestClient()
  const calls: string[] = []
  const fetcher = (viewer: string) => async () => {
    calls.push(viewer)
    return { token: `${viewer}-${calls.length}`, expiresIn: 60 }
  }
  const { result, rerender } = renderHook(
    ({ viewerId }) =>
      useEmbedToken(acme, { place: 'o', viewerId, fetchToken: fetcher(viewerId) }, { queryClient: client }),
    { initialProps: { viewerId: 'ann' } },
  )
  await advanceTime(1)
  rerender({ viewerId: 'ben' })
  await advanceTime(50_000)
  // Many hosts do so when somebody signs in. Ann's token is due as well.
  await act(() => client.refetchQueries({ type: 'all' }))
  rerender({ viewerId: 'ann' })
  await advanceTime(1)
  expect(result.current.token).toMatch(/^ann-/)
  expect(calls.filter((viewer) => viewer === 'ann').length).toBeGreaterThan(1)
})

test('a hook whose client changes keeps its first client', async () => {
  const backend = createFakeBackend()
  const { result, rerender } = renderHook(
    ({ queryClient }) => useEmbedToken(acme, { place: 'p', fetchToken: backend.fetchToken }, { queryClient }),
    { initialProps: { queryClient: createTestClient() } },
  )
  await advanceTime(1)
  rerender({ queryClient: createTestClient() })
  expect(result.current.token).toBe('token-1')
  await advanceTime(55_000)
  expect(backend.count).toBe(2)
  expect(result.current.token).toBe('token-2')
  expect(takeComplaints()).toEqual(expect.arrayContaining([expect.stringContaining('QueryClient of an embed changed')]))
})

test('a viewerId that looks like an email address causes a warning, because it becomes part of a query key', async () => {
  await renderEmbed(
    <AcmeEmbed place="mail" viewerId="ada@host.test" queryClient={createTestClient()} fetchToken={() => 'token'} />,
  )
  expect(takeComplaints()).toEqual([expect.stringContaining('viewerId looks like an email address')])
})

test('useEmbedToken calls the adapter of the latest render', async () => {
  const [backend, queryClient] = [createFakeBackend({ expiresIn: 60 }), createTestClient()]
  const called: string[] = []
  const adapterOf = (tag: string) => ({
    ...acme,
    resource() {
      called.push(tag)
      return { tag }
    },
  })
  const [first, second] = [adapterOf('first'), adapterOf('second')]
  const { rerender } = renderHook(
    ({ adapter }) => useEmbedToken(adapter, { place: 'a', fetchToken: backend.fetchToken }, { queryClient }),
    { initialProps: { adapter: first } },
  )
  await advanceTime(1)
  rerender({ adapter: second })
  await advanceTime(50_000)
  expect(called).toEqual(['first', 'second'])
})
