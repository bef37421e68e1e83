import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { useLayoutEffect } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { clearEmbedTokens, prefetchEmbedToken } from '../../src/index.ts'
import { createEmbed } from '../../src/react/createEmbed.tsx'
import { aBackEnd, aClient, aRecord, acme, AcmeEmbed, fakeTimeAndChance, frames, pass, say, show } from './support.tsx'

fakeTimeAndChance()

describe('a token that was fetched ahead', () => {
  test('is in the frame of the first commit, and no other is fetched', async () => {
    const backEnd = aBackEnd({ expiresIn: 900 })
    const client = aClient()
    const props = { place: 'p', fetchToken: backEnd.fetchToken }
    await prefetchEmbedToken(client, acme, props)
    expect(backEnd.requests).toMatchObject([{ provider: 'acme', resource: { place: 'p' }, reason: 'initial' }])
    render(<AcmeEmbed {...props} queryClient={client} />)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
    await pass(60_000)
    expect(backEnd.count).toBe(1)
  })

  test.each([true, false])('needs no second render exactly where the page waits for its host: %s', async (waits) => {
    const patient = { ...acme, name: 'patient', canServerRender: waits }
    const PatientEmbed = createEmbed(patient)
    const backEnd = aBackEnd({ expiresIn: 900 })
    const client = aClient()
    const props = { place: 'first', fetchToken: backEnd.fetchToken }
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
    await say(frames()[0], 'ready')
    await pass(60_000)
    expect([backEnd.count, frames().length]).toEqual([1, 1])
  })

  test('is found by an embed of a page without any QueryClientProvider', async () => {
    const backEnd = aBackEnd({ expiresIn: 900 })
    const props = { place: 'own', fetchToken: backEnd.fetchToken }
    await prefetchEmbedToken(undefined, acme, props)
    render(<AcmeEmbed {...props} />)
    expect(frames()).toHaveLength(1)
    await pass(60_000)
    expect(backEnd.count).toBe(1)
  })

  test('is renewed when it is due, though it was nobody but the loader that asked for it', async () => {
    const backEnd = aBackEnd({ expiresIn: 900 })
    const client = aClient()
    const props = { place: 'due', fetchToken: backEnd.fetchToken }
    await prefetchEmbedToken(client, acme, props)
    await pass(120_000)
    await show(<AcmeEmbed {...props} queryClient={client} />)
    await pass(700_000)
    expect(backEnd.requests.map(({ reason }) => reason)).toEqual(['initial', 'scheduled'])
  })

  test('that ran out before its embed came is fetched anew', async () => {
    const backEnd = aBackEnd({ expiresIn: 60 })
    const client = aClient()
    const props = { place: 'out', fetchToken: backEnd.fetchToken }
    await prefetchEmbedToken(client, acme, props)
    await pass(61_000)
    render(<AcmeEmbed {...props} queryClient={client} />)
    await pass(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/out?token=token-2'])
  })

  test('belongs to its viewer', async () => {
    const backEnd = aBackEnd({ expiresIn: 900 })
    const client = aClient()
    await prefetchEmbedToken(client, acme, { place: 'v', viewerId: 'ann', fetchToken: backEnd.fetchToken })
    render(<AcmeEmbed place="v" viewerId="ben" fetchToken={backEnd.fetchToken} queryClient={client} />)
    await pass(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/v?token=token-2'])
  })

  test('is forgotten when the viewer signs out, also one that is on its way', async () => {
    const backEnd = aBackEnd({ expiresIn: 900, latency: 100 })
    const client = aClient()
    const props = { place: 's', fetchToken: backEnd.fetchToken }
    const fetched = prefetchEmbedToken(client, acme, props)
    await pass(50)
    clearEmbedTokens()
    await pass(100)
    await fetched
    expect(backEnd.requests[0]?.signal.aborted).toBe(true)
    render(<AcmeEmbed {...props} queryClient={client} />)
    expect(frames()).toEqual([])
  })
})

describe('fetching ahead', () => {
  test('twice, and by an embed that mounts meanwhile, is one request', async () => {
    const backEnd = aBackEnd({ expiresIn: 900, latency: 100 })
    const client = new QueryClient()
    const props = { place: 'once', fetchToken: backEnd.fetchToken }
    void prefetchEmbedToken(client, acme, props)
    void prefetchEmbedToken(client, acme, props)
    render(
      <QueryClientProvider client={client}>
        <AcmeEmbed {...props} />
      </QueryClientProvider>,
    )
    await pass(101)
    await prefetchEmbedToken(client, acme, props)
    expect(backEnd.count).toBe(1)
    expect(frames()).toHaveLength(1)
  })

  test.each([
    ['a back end that fails', () => { throw new Error('down') }], // prettier-ignore
    ['an answer that is none', () => undefined as unknown as string],
    ['props that make no sense', undefined as unknown as () => string],
  ])('never rejects, and the embed tells of %s', async (_, fetchToken) => {
    const client = aClient()
    const record = aRecord()
    await expect(prefetchEmbedToken(client, acme, { place: 'x', fetchToken })).resolves.toBeUndefined()
    render(<AcmeEmbed place="x" fetchToken={fetchToken} queryClient={client} onStateChange={record.onStateChange} />)
    await pass(1)
    expect(record.last?.status).toBe('error')
  })

  test('of a failing back end does not break its pause', async () => {
    const backEnd = aBackEnd()
    backEnd.fault = () => new Response(null, { status: 429, headers: { 'retry-after': '60' } })
    const client = aClient()
    const props = { place: 'f', fetchToken: backEnd.fetchToken }
    for (let times = 0; times < 5; times += 1) await prefetchEmbedToken(client, acme, props)
    expect(backEnd.count).toBe(1)
  })

  test('again leaves a good token alone, and replaces one that has run out', async () => {
    const backEnd = aBackEnd({ expiresIn: 60 })
    const [client, props] = [aClient(), { place: 'again', fetchToken: backEnd.fetchToken }]
    const counts: number[] = []
    for (const wait of [0, 30_000, 31_000]) {
      await pass(wait)
      await prefetchEmbedToken(client, acme, props)
      counts.push(backEnd.count)
    }
    expect(counts).toEqual([1, 1, 2])
  })

  test('does nothing on a server', async () => {
    const backEnd = aBackEnd()
    for (const name of ['window', 'document']) vi.stubGlobal(name, undefined)
    vi.resetModules()
    const library = await import('../../src/index.ts')
    const client = aClient()
    await library.prefetchEmbedToken(client, acme, { place: 'n', fetchToken: backEnd.fetchToken })
    vi.unstubAllGlobals()
    expect(backEnd.count).toBe(0)
    expect(client.getQueryCache().getAll()).toEqual([])
  })
})
