import { act, render } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { clearEmbedTokens, type InitialToken, prefetchEmbedToken } from '../../src/index.ts'
import { createEmbed } from '../../src/react/createEmbed.tsx'
import { onServer, takeOver } from './onServer.ts'
import {
  aBackEnd,
  aClient,
  acme,
  aRecord,
  arriveBy,
  early,
  EarlyEmbed,
  fakeTimeAndChance,
  frames,
  pass,
  say,
} from './support.tsx'

fakeTimeAndChance()

const LateEmbed = createEmbed({ ...acme, name: 'late' })

const MINUTE = 60_000

/** A token as a mint tells of it. */
function minted(token = 'from-server', seconds = 900): InitialToken {
  return { token, expiresIn: seconds, expiresAt: new Date(Date.now() + seconds * 1_000).toISOString() }
}

describe("a server's page with a token", () => {
  async function aServedPage({ kept = 0, onReady }: { kept?: number; onReady?: () => void } = {}) {
    const backEnd = aBackEnd({ expiresIn: 900 })
    const record = aRecord()
    const initialToken = minted()
    const client = aClient()
    const props = { place: 'p', initialToken, fetchToken: backEnd.fetchToken }
    const html = await onServer((library) => {
      const Embed = library.createEmbed(early)
      return <Embed {...props} queryClient={client} />
    })
    const known = client.getQueryCache().getAll()
    await pass(kept)
    const element = (
      <EarlyEmbed {...props} {...{ onReady }} queryClient={aClient()} onStateChange={record.onStateChange} />
    )
    return { backEnd, record, html, known, element, ...takeOver(html, element) }
  }

  test('holds the frame, whose permissions come before its address', async () => {
    const { html, backEnd } = await aServedPage()
    expect(html).toMatch(/<iframe[^>]* allow="fullscreen"[^>]* src="https:\/\/acme\.test\/p\?token=from-server"/)
    expect(html.match(/<iframe/g)).toHaveLength(1)
    expect(backEnd.count).toBe(0)
  })

  test('leaves nothing of it in a QueryClient that requests may share', async () => {
    const { known } = await aServedPage()
    expect(known.map(({ state }) => state.data)).toEqual([undefined])
    expect(JSON.stringify(known.map(({ queryKey, state }) => [queryKey, state]))).not.toContain('from-server')
  })

  test.each(['reload', 'back_forward'] as const)(
    'that a viewer comes to by %s has its frame replaced: the browser may have restored its former address',
    async (type) => {
      arriveBy(type)
      const { before, backEnd, record } = await aServedPage()
      await pass(1)
      expect(frames().map(({ src }) => src)).toEqual(Array(2).fill('https://acme.test/p?token=from-server'))
      await say(frames()[0], 'ready')
      await say(frames()[1], 'ready')
      await pass(5_000)
      expect(frames()).toHaveLength(1)
      expect(frames()).not.toEqual(before)
      expect(record.statuses).toEqual(['loading', 'ready', 'ready'])
      expect(backEnd.count).toBe(0)
    },
  )

  test('is taken over as it is, becomes ready, and asks for a token when this one is due', async () => {
    const { before, backEnd, record, onRecoverableError } = await aServedPage()
    expect(frames()).toEqual(before)
    await say(frames()[0], 'ready')
    expect(record.statuses).toEqual(['loading', 'ready'])
    await pass(10 * MINUTE)
    expect(backEnd.count).toBe(0)
    await pass(80_000)
    expect(backEnd.requests.map(({ reason }) => reason)).toEqual(['scheduled'])
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(frames()[0]).toBe(before[0])
  })

  test('hears the one load of its frame after the page has answered, and takes only another for a reload', async () => {
    const onReady = vi.fn()
    const readyState = vi.spyOn(document, 'readyState', 'get').mockReturnValue('interactive')
    await aServedPage({ onReady })
    const [frame] = frames()
    const load = () => act(async () => void frame?.dispatchEvent(new Event('load')))
    await say(frame, 'ready')
    await load()
    await say(frame, 'ready')
    expect(onReady).toHaveBeenCalledTimes(1)
    readyState.mockReturnValue('complete')
    await load()
    await say(frame, 'ready')
    expect(onReady).toHaveBeenCalledTimes(2)
  })

  test('that was kept until the token had run out is taken over as it is, and handed over at once', async () => {
    const { before, backEnd, record, onRecoverableError } = await aServedPage({ kept: 20 * MINUTE })
    await pass(1)
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(backEnd.requests.map(({ reason }) => reason)).toEqual(['initial'])
    expect(frames().map(({ src }) => src)).toEqual([before[0]?.src, 'https://acme.test/p?token=token-1'])
    await say(frames()[1], 'ready')
    await pass(2_000)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
    expect(record.last?.status).toBe('ready')
  })
})

test('a vendor whose page says once that it is ready has its frame in the first commit, and not in the HTML', async () => {
  const backEnd = aBackEnd()
  const props = { place: 'p', initialToken: minted(), fetchToken: backEnd.fetchToken }
  const html = await onServer((library) => {
    const Embed = library.createEmbed({ ...acme, name: 'late' })
    return <Embed {...props} />
  })
  expect(html).not.toContain('<iframe')
  const { onRecoverableError } = takeOver(html, <LateEmbed {...props} queryClient={aClient()} />)
  expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=from-server'])
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(backEnd.count).toBe(0)
})

test('a lazy embed makes no frame on the server, and none until it is near', async () => {
  const backEnd = aBackEnd()
  const props = { place: 'p', loading: 'lazy', initialToken: minted(), fetchToken: backEnd.fetchToken } as const
  const html = await onServer((library) => {
    const Embed = library.createEmbed(early)
    return <Embed {...props} />
  })
  vi.stubGlobal('IntersectionObserver', class { observe() {} disconnect() {} }) // prettier-ignore
  const { onRecoverableError } = takeOver(html, <EarlyEmbed {...props} queryClient={aClient()} />)
  await pass(MINUTE)
  expect(html + document.body.innerHTML).not.toContain('<iframe')
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(backEnd.count).toBe(0)
})

describe('a token that is given to an embed that no server rendered', () => {
  const fetchedBy = { place: 'p', queryClient: aClient() }

  test('is in its first commit', () => {
    const backEnd = aBackEnd()
    render(
      <EarlyEmbed {...fetchedBy} queryClient={aClient()} initialToken={minted()} fetchToken={backEnd.fetchToken} />,
    )
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=from-server'])
    expect(backEnd.count).toBe(0)
  })

  test('and has run out makes no frame', async () => {
    const backEnd = aBackEnd()
    const old = minted()
    await pass(16 * MINUTE)
    render(<EarlyEmbed place="p" queryClient={aClient()} initialToken={old} fetchToken={backEnd.fetchToken} />)
    expect(frames()).toEqual([])
    await pass(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
  })

  test.each<[string, (token: InitialToken) => InitialToken]>([
    ['its duration', (token) => ({ ...token, expiresIn: 100 })],
    ['its stamp', (token) => ({ ...token, expiresAt: Date.now() + 100_000 })],
    ['an ISO 8601 duration', (token) => ({ ...token, expiresIn: 'PT100S' })],
  ])('ends when the earlier of its two ends says so: %s', async (_, change) => {
    const backEnd = aBackEnd()
    const initialToken = change(minted())
    render(<EarlyEmbed place="p" queryClient={aClient()} {...{ initialToken }} fetchToken={backEnd.fetchToken} />)
    await pass(69_000)
    expect(backEnd.count).toBe(0)
    await pass(12_000)
    expect(backEnd.requests.map(({ reason }) => reason)).toEqual(['scheduled'])
  })

  test('does not push aside one that was fetched ahead', async () => {
    const backEnd = aBackEnd()
    const client = aClient()
    const props = { place: 'p', fetchToken: backEnd.fetchToken }
    await prefetchEmbedToken(client, early, props)
    render(<EarlyEmbed {...props} queryClient={client} initialToken={minted()} />)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
  })

  test('is never used for another viewer, nor for another place, nor again when they are back', async () => {
    const backEnd = aBackEnd()
    const initialToken = minted()
    const embed = (viewerId: string, place = 'p') => (
      <EarlyEmbed {...{ viewerId, place, initialToken }} queryClient={client} fetchToken={backEnd.fetchToken} />
    )
    const client = aClient()
    const { rerender } = render(embed('ann'))
    expect(frames()[0]?.src).toContain('from-server')
    for (const other of [embed('ben'), embed('ann', 'q')]) {
      rerender(other)
      expect(document.body.innerHTML).not.toContain('from-server')
      await pass(1)
    }
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/q?token=token-2'])
  })

  test('is used when it comes along with another viewer', () => {
    const backEnd = aBackEnd()
    const embed = (viewerId: string) => (
      <EarlyEmbed
        {...{ viewerId, place: 'p', initialToken: minted(`of-${viewerId}`) }}
        queryClient={client}
        fetchToken={backEnd.fetchToken}
      />
    )
    const client = aClient()
    const { rerender } = render(embed('ann'))
    rerender(embed('ben'))
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=of-ben'])
    expect(backEnd.count).toBe(0)
  })

  test('is nobody’s after the viewer has signed out', async () => {
    const backEnd = aBackEnd()
    const props = { place: 'p', initialToken: minted(), fetchToken: backEnd.fetchToken, queryClient: aClient() }
    const { unmount } = render(<EarlyEmbed {...props} />)
    unmount()
    clearEmbedTokens(props.queryClient)
    render(<EarlyEmbed {...props} />)
    expect(frames()).toEqual([])
    await pass(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
  })

  test.each([{}, null, 'token', { jwt: 5 }, { token: '', expiresIn: 5 }])(
    'and is none (%j) is left aside, and one is fetched',
    async (none) => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
      const backEnd = aBackEnd()
      const initialToken = none as unknown as InitialToken
      render(<EarlyEmbed place="p" queryClient={aClient()} {...{ initialToken }} fetchToken={backEnd.fetchToken} />)
      await pass(1)
      expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/p?token=token-1'])
      warn.mockRestore()
    },
  )
})
