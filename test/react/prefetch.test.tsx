import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { useLayoutEffect } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { clearEmbedTokens, prefetchEmbedToken } from '../../src/index.ts'
import { createEmbed } from '../../src/react/createEmbed.tsx'
import {
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  acme,
  AcmeEmbed,
  fakeTimeAndChance,
  frames,
  advanceTime,
  postFromIframe,
  renderEmbed,
} from './support.tsx'

fakeTimeAndChance()

describe('a prefetched token', () => {
  test('a prefetched token is in the iframe of the first commit, and no other token is fetched', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const client = createTestClient()
    const props = { place: 'p', fetchToken: backend.fetchToken }
    await prefetchEmbedToken(client, acme, props)
    expect(backend.requests).toMatchObject([{ provider: 'acme', resource: { place: 'p' }, reason: 'initial' }])
    render(<AcmeEmbed {...props} queryClient={client} />)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
    await advanceTime(60_000)
    expect(backend.count).toBe(1)
  })

  test.each([true, false])(
    'a prefetched token needs no second render only when canServerRender is true: %s',
    async (waits) => {
      const patient = { ...acme, name: 'patient', canServerRender: waits }
      const PatientEmbed = createEmbed(patient)
      const backend = createFakeBackend({ expiresIn: 900 })
      const client = createTestClient()
      const props = { place: 'first', fetchToken: backend.fetchToken }
      await prefetchEmbedToken(client, patient, props)
      const seen: number[] = []
      function Host() {
        // Within the first commit, before anything that follows from it.
        useLayoutEffect(() => void seen.push(frames().length))
        return <PatientEmbed {...props} queryClient={client} />
      }
      render(<Host />)
      expect(seen).toEqual([waits ? 1 : 0])
      expect(frames()).toHaveLength(1)
      await postFromIframe(frames()[0], 'ready')
      await advanceTime(60_000)
      expect([backend.count, frames().length]).toEqual([1, 1])
    },
  )

  test('a prefetched token is found by an embed without any QueryClientProvider', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const props = { place: 'own', fetchToken: backend.fetchToken }
    await prefetchEmbedToken(undefined, acme, props)
    render(<AcmeEmbed {...props} />)
    expect(frames()).toHaveLength(1)
    await advanceTime(60_000)
    expect(backend.count).toBe(1)
  })

  test('a prefetched token is refreshed when due, although only a loader requested it', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const client = createTestClient()
    const props = { place: 'due', fetchToken: backend.fetchToken }
    await prefetchEmbedToken(client, acme, props)
    await advanceTime(120_000)
    await renderEmbed(<AcmeEmbed {...props} queryClient={client} />)
    await advanceTime(700_000)
    expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial', 'scheduled'])
  })

  test('a prefetched token that expires before the embed mounts is fetched again', async () => {
    const backend = createFakeBackend({ expiresIn: 60 })
    const client = createTestClient()
    const props = { place: 'out', fetchToken: backend.fetchToken }
    await prefetchEmbedToken(client, acme, props)
    await advanceTime(61_000)
    render(<AcmeEmbed {...props} queryClient={client} />)
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/out?token=token-2'])
  })

  test('a prefetched token is used only for the viewer of the prefetch', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const client = createTestClient()
    await prefetchEmbedToken(client, acme, { place: 'v', viewerId: 'ann', fetchToken: backend.fetchToken })
    render(<AcmeEmbed place="v" viewerId="ben" fetchToken={backend.fetchToken} queryClient={client} />)
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/v?token=token-2'])
  })

  test('a prefetched token is removed when the viewer signs out, even while in flight', async () => {
    const backend = createFakeBackend({ expiresIn: 900, latency: 100 })
    const client = createTestClient()
    const props = { place: 's', fetchToken: backend.fetchToken }
    const fetched = prefetchEmbedToken(client, acme, props)
    await advanceTime(50)
    clearEmbedTokens()
    await advanceTime(100)
    await fetched
    expect(backend.requests[0]?.signal.aborted).toBe(true)
    render(<AcmeEmbed {...props} queryClient={client} />)
    expect(frames()).toEqual([])
  })
})

describe('prefetchEmbedToken', () => {
  test('prefetchEmbedToken called twice, and by an embed that mounts meanwhile, sends one request', async () => {
    const backend = createFakeBackend({ expiresIn: 900, latency: 100 })
    const client = new QueryClient()
    const props = { place: 'once', fetchToken: backend.fetchToken }
    void prefetchEmbedToken(client, acme, props)
    void prefetchEmbedToken(client, acme, props)
    render(
      <QueryClientProvider client={client}>
        <AcmeEmbed {...props} />
      </QueryClientProvider>,
    )
    await advanceTime(101)
    await prefetchEmbedToken(client, acme, props)
    expect(backend.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test.each([
    ['a back end that fails', () => { throw new Error('down') }], // prettier-ignore
    ['an answer that is none', () => undefined as unknown as string],
    ['props that make no sense', undefined as unknown as () => string],
  ])('prefetchEmbedToken never rejects, and the embed reports %s', async (_, fetchToken) => {
    const client = createTestClient()
    const record = recordCallbacks()
    await expect(prefetchEmbedToken(client, acme, { place: 'x', fetchToken })).resolves.toBeUndefined()
    render(<AcmeEmbed place="x" fetchToken={fetchToken} queryClient={client} onStateChange={record.onStateChange} />)
    await advanceTime(1)
    expect(record.last?.status).toBe('error')
  })

  test('prefetchEmbedToken respects the backoff of a failing backend', async () => {
    const backend = createFakeBackend()
    backend.fault = () => new Response(null, { status: 429, headers: { 'retry-after': '60' } })
    const client = createTestClient()
    const props = { place: 'f', fetchToken: backend.fetchToken }
    for (let times = 0; times < 5; times += 1) await prefetchEmbedToken(client, acme, props)
    expect(backend.count).toBe(1)
  })

  test('prefetchEmbedToken keeps a valid token, and replaces an expired one', async () => {
    const backend = createFakeBackend({ expiresIn: 60 })
    const [client, props] = [createTestClient(), { place: 'again', fetchToken: backend.fetchToken }]
    const counts: number[] = []
    for (const wait of [0, 30_000, 31_000]) {
      await advanceTime(wait)
      await prefetchEmbedToken(client, acme, props)
      counts.push(backend.count)
    }
    expect(counts).toEqual([1, 1, 2])
  })

  test('prefetchEmbedToken does nothing on a server', async () => {
    const backend = createFakeBackend()
    for (const name of ['window', 'document']) vi.stubGlobal(name, undefined)
    vi.resetModules()
    const library = await import('../../src/index.ts')
    const client = createTestClient()
    await library.prefetchEmbedToken(client, acme, { place: 'n', fetchToken: backend.fetchToken })
    vi.unstubAllGlobals()
    expect(backend.count).toBe(0)
    expect(client.getQueryCache().getAll()).toEqual([])
  })
})
