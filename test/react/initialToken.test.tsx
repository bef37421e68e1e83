import { act, render } from '@testing-library/react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { clearEmbedTokens, type InitialToken, prefetchEmbedToken } from '../../src/index.ts'
import { createEmbed } from '../../src/react/createEmbed.tsx'
import { takeComplaints } from '../support/cleanConsole.ts'
import { renderOnServer, hydrateHtml } from './onServer.ts'
import {
  createFakeBackend,
  createTestClient,
  acme,
  recordCallbacks,
  setNavigationType,
  early,
  EarlyEmbed,
  fakeTimeAndChance,
  frames,
  advanceTime,
  postFromIframe,
  stubViewport,
} from './support.tsx'

fakeTimeAndChance()

const LateEmbed = createEmbed({ ...acme, name: 'late' })

const MINUTE = 60_000

/** A token as a mint tells of it. */
function minted(token = 'from-server', seconds = 900): InitialToken {
  return { token, expiresIn: seconds, expiresAt: new Date(Date.now() + seconds * 1_000).toISOString() }
}

describe('a server-rendered page with an initialToken', () => {
  async function renderServedPage({ kept = 0, onReady }: { kept?: number; onReady?: () => void } = {}) {
    const backend = createFakeBackend({ expiresIn: 900 })
    const record = recordCallbacks()
    const initialToken = minted()
    const client = createTestClient()
    const props = { place: 'p', initialToken, fetchToken: backend.fetchToken }
    const html = await renderOnServer((library) => {
      const Embed = library.createEmbed(early)
      return <Embed {...props} queryClient={client} />
    })
    const known = client.getQueryCache().getAll()
    await advanceTime(kept)
    const element = (
      <EarlyEmbed {...props} {...{ onReady }} queryClient={createTestClient()} onStateChange={record.onStateChange} />
    )
    return { backend, record, html, known, element, ...hydrateHtml(html, element) }
  }

  test('an initialToken puts the iframe into the HTML, with its permissions before its URL', async () => {
    const { html, backend } = await renderServedPage()
    expect(html).toMatch(/<iframe[^>]* allow="fullscreen"[^>]* src="https:\/\/acme\.test\/p\?token=from-server"/)
    expect(html.match(/<iframe/g)).toHaveLength(1)
    expect(backend.count).toBe(0)
  })

  test('an initialToken leaves nothing in a QueryClient that requests may share', async () => {
    const { known } = await renderServedPage()
    expect(known).toEqual([])
    expect(JSON.stringify(known.map(({ queryKey, state }) => [queryKey, state]))).not.toContain('from-server')
  })

  test.each(['reload', 'back_forward'] as const)(
    'an iframe in the HTML of a page opened by %s is replaced, because the browser may have restored its former URL',
    async (type) => {
      setNavigationType(type)
      const { before, backend, record } = await renderServedPage()
      await advanceTime(1)
      expect(frames().map(({ src }) => src)).toEqual(Array(2).fill('https://acme.test/p?token=from-server'))
      await postFromIframe(frames()[0], 'ready')
      await postFromIframe(frames()[1], 'ready')
      await advanceTime(5_000)
      expect(frames()).toHaveLength(1)
      expect(frames()).not.toEqual(before)
      expect(record.statuses).toEqual(['loading', 'ready', 'ready'])
      expect(backend.count).toBe(0)
    },
  )

  test('an iframe in the HTML is hydrated unchanged, becomes ready, and is refreshed when the token is due', async () => {
    const { before, backend, record, onRecoverableError } = await renderServedPage()
    expect(frames()).toEqual(before)
    await postFromIframe(frames()[0], 'ready')
    expect(record.statuses).toEqual(['loading', 'ready'])
    await advanceTime(10 * MINUTE)
    expect(backend.count).toBe(0)
    await advanceTime(80_000)
    expect(backend.requests.map(({ reason }) => reason)).toEqual(['scheduled'])
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(frames()[0]).toBe(before[0])
  })

  test("an iframe in the HTML whose load event follows the page's response does not count as reloaded until the next load", async () => {
    const onReady = vi.fn()
    const readyState = vi.spyOn(document, 'readyState', 'get').mockReturnValue('interactive')
    await renderServedPage({ onReady })
    const [frame] = frames()
    const load = () => act(async () => void frame?.dispatchEvent(new Event('load')))
    await postFromIframe(frame, 'ready')
    await load()
    await postFromIframe(frame, 'ready')
    expect(onReady).toHaveBeenCalledTimes(1)
    readyState.mockReturnValue('complete')
    await load()
    await postFromIframe(frame, 'ready')
    expect(onReady).toHaveBeenCalledTimes(2)
  })

  test('an iframe in the HTML with an expired token is hydrated unchanged, and swapped immediately', async () => {
    const { before, backend, record, onRecoverableError } = await renderServedPage({ kept: 20 * MINUTE })
    await advanceTime(1)
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial'])
    expect(frames().map(({ src }) => src)).toEqual([before[0]?.src, 'https://acme.test/p?token=token-1'])
    await postFromIframe(frames()[1], 'ready')
    await advanceTime(2_000)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
    expect(record.last?.status).toBe('ready')
  })
})

test('a provider with a single ready message has the iframe in the first commit, and not in the HTML', async () => {
  const backend = createFakeBackend()
  const props = { place: 'p', initialToken: minted(), fetchToken: backend.fetchToken }
  const html = await renderOnServer((library) => {
    const Embed = library.createEmbed({ ...acme, name: 'late' })
    return <Embed {...props} />
  })
  expect(html).not.toContain('<iframe')
  const { onRecoverableError } = hydrateHtml(html, <LateEmbed {...props} queryClient={createTestClient()} />)
  expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=from-server'])
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(backend.count).toBe(0)
})

test('a lazy embed has no iframe on the server, and none until it is near the viewport', async () => {
  const backend = createFakeBackend()
  const props = { place: 'p', loading: 'lazy', initialToken: minted(), fetchToken: backend.fetchToken } as const
  const html = await renderOnServer((library) => {
    const Embed = library.createEmbed(early)
    return <Embed {...props} />
  })
  stubViewport()
  const { onRecoverableError } = hydrateHtml(html, <EarlyEmbed {...props} queryClient={createTestClient()} />)
  await advanceTime(MINUTE)
  expect(html + document.body.innerHTML).not.toContain('<iframe')
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(backend.count).toBe(0)
})

describe('an initialToken for an embed that no server rendered', () => {
  const fetchedBy = { place: 'p', queryClient: createTestClient() }

  test("an initialToken is in the embed's first commit", () => {
    const backend = createFakeBackend()
    render(
      <EarlyEmbed
        {...fetchedBy}
        queryClient={createTestClient()}
        initialToken={minted()}
        fetchToken={backend.fetchToken}
      />,
    )
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=from-server'])
    expect(backend.count).toBe(0)
  })

  test('an expired initialToken creates no iframe', async () => {
    const backend = createFakeBackend()
    const old = minted()
    await advanceTime(16 * MINUTE)
    render(<EarlyEmbed place="p" queryClient={createTestClient()} initialToken={old} fetchToken={backend.fetchToken} />)
    expect(frames()).toEqual([])
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
  })

  test.each<[string, (token: InitialToken) => InitialToken]>([
    ['its duration', (token) => ({ ...token, expiresIn: 100 })],
    ['its stamp', (token) => ({ ...token, expiresAt: Date.now() + 100_000 })],
    ['an ISO 8601 duration', (token) => ({ ...token, expiresIn: 'PT100S' })],
  ])('an initialToken expires at the earlier of its two expiries: %s', async (_, change) => {
    const backend = createFakeBackend()
    const initialToken = change(minted())
    render(
      <EarlyEmbed place="p" queryClient={createTestClient()} {...{ initialToken }} fetchToken={backend.fetchToken} />,
    )
    await advanceTime(69_000)
    expect(backend.count).toBe(0)
    await advanceTime(12_000)
    expect(backend.requests.map(({ reason }) => reason)).toEqual(['scheduled'])
  })

  test('an initialToken does not replace a prefetched token', async () => {
    const backend = createFakeBackend()
    const client = createTestClient()
    const props = { place: 'p', fetchToken: backend.fetchToken }
    await prefetchEmbedToken(client, early, props)
    render(<EarlyEmbed {...props} queryClient={client} initialToken={minted()} />)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
  })

  test('an initialToken is never used for another viewer or resource, nor again when they return', async () => {
    const backend = createFakeBackend()
    const initialToken = minted()
    const embed = (viewerId: string, place = 'p') => (
      <EarlyEmbed {...{ viewerId, place, initialToken }} queryClient={client} fetchToken={backend.fetchToken} />
    )
    const client = createTestClient()
    const { rerender } = render(embed('ann'))
    expect(frames()[0]?.src).toContain('from-server')
    for (const other of [embed('ben'), embed('ann', 'q')]) {
      rerender(other)
      expect(document.body.innerHTML).not.toContain('from-server')
      await advanceTime(1)
    }
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/q?token=token-2'])
  })

  test('an initialToken is used when passed together with another viewer', () => {
    const backend = createFakeBackend()
    const embed = (viewerId: string) => (
      <EarlyEmbed
        {...{ viewerId, place: 'p', initialToken: minted(`of-${viewerId}`) }}
        queryClient={client}
        fetchToken={backend.fetchToken}
      />
    )
    const client = createTestClient()
    const { rerender } = render(embed('ann'))
    rerender(embed('ben'))
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=of-ben'])
    expect(backend.count).toBe(0)
  })

  test('an initialToken is ignored after clearEmbedTokens(), and a new token is fetched', async () => {
    const backend = createFakeBackend()
    const props = {
      place: 'p',
      initialToken: minted(),
      fetchToken: backend.fetchToken,
      queryClient: createTestClient(),
    }
    const { unmount } = render(<EarlyEmbed {...props} />)
    unmount()
    clearEmbedTokens(props.queryClient)
    render(<EarlyEmbed {...props} />)
    expect(frames()).toEqual([])
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
  })

  test('an initialToken is ignored after clearEmbedTokens(), also for another client', async () => {
    const backend = createFakeBackend()
    const props = { place: 'p', initialToken: minted(), fetchToken: backend.fetchToken }
    const first = createTestClient()
    const { unmount } = render(<EarlyEmbed {...props} queryClient={first} />)
    unmount()
    clearEmbedTokens(first)
    render(<EarlyEmbed {...props} queryClient={createTestClient()} />)
    expect(frames()).toEqual([])
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
  })

  test.each([{}, null, 'token', { jwt: 5 }, { token: '', expiresIn: 5 }])(
    'an invalid initialToken (%j) is ignored, and a token is fetched',
    async (none) => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
      const backend = createFakeBackend()
      const initialToken = none as unknown as InitialToken
      render(
        <EarlyEmbed place="p" queryClient={createTestClient()} {...{ initialToken }} fetchToken={backend.fetchToken} />,
      )
      await advanceTime(1)
      expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
      warn.mockRestore()
    },
  )
})

test.each([
  ['development', [expect.stringContaining('initialToken is not valid, so a token is fetched instead.')]],
  ['production', []],
])('an invalid initialToken in %s writes %j to the console', async (mode, complaints) => {
  // A text is written once, and was written by other tests.
  vi.resetModules()
  vi.stubEnv('NODE_ENV', mode)
  const { parseInitialToken } = await import('../../src/session/parseInitialToken.ts')
  const { tokenStoresOf } = await import('../../src/tokens/tokenStores.ts')
  const stores = tokenStoresOf(createTestClient())
  expect(parseInitialToken(acme, { place: 'i' }, { token: '', expiresIn: 900 } as InitialToken, stores)).toBeUndefined()
  vi.unstubAllEnvs()
  expect(takeComplaints()).toEqual(complaints)
})

describe('an iframe in the HTML that the Content-Security-Policy has blocked', () => {
  /** The browser keeps a report of a blocked iframe of this origin. */
  async function hydrateAfterReport(origin: string) {
    class Observer {
      observe = () => {}
      disconnect = () => {}
      takeRecords = () => [
        { body: { effectiveDirective: 'frame-src', disposition: 'enforce', blockedURL: `${origin}/p` } },
      ]
    }
    const record = recordCallbacks()
    const props = { place: 'p', initialToken: minted(), fetchToken: createFakeBackend().fetchToken }
    const html = await renderOnServer((library) => {
      const Embed = library.createEmbed(early)
      return <Embed {...props} queryClient={createTestClient()} />
    })
    vi.stubGlobal('ReportingObserver', Observer)
    onTestFinished(() => void vi.unstubAllGlobals())
    hydrateHtml(
      html,
      <EarlyEmbed
        {...props}
        queryClient={createTestClient()}
        onStateChange={record.onStateChange}
        onError={() => {}}
      />,
    )
    await vi.dynamicImportSettled()
    await advanceTime(10)
    return record.last
  }

  test('an iframe in the HTML that was blocked before any script ran is an error', async () => {
    expect(await hydrateAfterReport('https://acme.test')).toMatchObject({
      status: 'error',
      error: { code: 'FRAME_BLOCKED' },
      willRetry: false,
    })
  })

  test('an iframe in the HTML is not affected by a blocked iframe of another origin', async () => {
    expect((await hydrateAfterReport('https://other.test'))?.status).toBe('loading')
  })
})
