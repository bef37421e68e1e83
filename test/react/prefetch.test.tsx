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

describe('a token that was fetched ahead', () => {
  test('is in the frame of the first commit, and no other is fetched', async () => {
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

  test.each([true, false])('needs no second render exactly where the page waits for its host: %s', async (waits) => {
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
  })

  test('is found by an embed of a page without any QueryClientProvider', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const props = { place: 'own', fetchToken: backend.fetchToken }
    await prefetchEmbedToken(undefined, acme, props)
    render(<AcmeEmbed {...props} />)
    expect(frames()).toHaveLength(1)
    await advanceTime(60_000)
    expect(backend.count).toBe(1)
  })

  test('is renewed when it is due, though it was nobody but the loader that asked for it', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const client = createTestClient()
    const props = { place: 'due', fetchToken: backend.fetchToken }
    await prefetchEmbedToken(client, acme, props)
    await advanceTime(120_000)
    await renderEmbed(<AcmeEmbed {...props} queryClient={client} />)
    await advanceTime(700_000)
    expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial', 'scheduled'])
  })

  test('that ran out before its embed came is fetched anew', async () => {
    const backend = createFakeBackend({ expiresIn: 60 })
    const client = createTestClient()
    const props = { place: 'out', fetchToken: backend.fetchToken }
    await prefetchEmbedToken(client, acme, props)
    await advanceTime(61_000)
    render(<AcmeEmbed {...props} queryClient={client} />)
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/out?token=token-2'])
  })

  test('belongs to its viewer', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const client = createTestClient()
    await prefetchEmbedToken(client, acme, { place: 'v', viewerId: 'ann', fetchToken: backend.fetchToken })
    render(<AcmeEmbed place="v" viewerId="ben" fetchToken={backend.fetchToken} queryClient={client} />)
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/v?token=token-2'])
  })

  test('is forgotten when the viewer signs out, also one that is on its way', async () => {
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

describe('fetching ahead', () => {
  test('twice, and by an embed that mounts meanwhile, is one request', async () => {
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
  ])('never rejects, and the embed tells of %s', async (_, fetchToken) => {
    const client = createTestClient()
    const record = recordCallbacks()
    await expect(prefetchEmbedToken(client, acme, { place: 'x', fetchToken })).resolves.toBeUndefined()
    render(<AcmeEmbed place="x" fetchToken={fetchToken} queryClient={client} onStateChange={record.onStateChange} />)
    await advanceTime(1)
    expect(record.last?.status).toBe('error')
  })

  test('of a failing back end does not break its pause', async () => {
    const backend = createFakeBackend()
    backend.fault = () => new Response(null, { status: 429, headers: { 'retry-after': '60' } })
    const client = createTestClient()
    const props = { place: 'f', fetchToken: backend.fetchToken }
    for (let times = 0; times < 5; times += 1) await prefetchEmbedToken(client, acme, props)
    expect(backend.count).toBe(1)
  })

  test('again leaves a good token alone, and replaces one that has run out', async () => {
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

  test('does nothing on a server', async () => {
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
