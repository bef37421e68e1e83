import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { dehydrate, hydrate } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import { FeltEmbed, prefetchEmbedToken } from '../../src/index.ts'
import { renderOnServer, type Render, hydrateHtml } from './onServer.ts'
import {
  createFakeBackend,
  createTestClient,
  acme,
  AcmeEmbed,
  recordCallbacks,
  early,
  EarlyEmbed,
  fakeTimeAndChance,
  frames,
  advanceTime,
  postFromIframe,
  setOnline,
  setVisibility,
} from './support.tsx'

fakeTimeAndChance()

async function renderToStream(element: ReactElement): Promise<string> {
  const through = new PassThrough()
  const html = text(through)
  renderToPipeableStream(element).pipe(through)
  await vi.advanceTimersByTimeAsync(1)
  return html
}

describe('server rendering', () => {
  test.each<[string, Render]>([
    ['renderToString', renderToString],
    ['renderToPipeableStream', renderToStream],
  ])(
    'server rendering of %s fetches nothing, sets no timer, and writes the placeholder without an iframe',
    async (_, toHtml) => {
      const backend = createFakeBackend()
      const html = await renderOnServer((library) => {
        const Embed = library.createEmbed(acme)
        return (
          <>
            <Embed place="own-client" fetchToken={backend.fetchToken} />
            <Embed place="given-client" queryClient={createTestClient()} fetchToken={backend.fetchToken} />
          </>
        )
      }, toHtml)
      expect(vi.getTimerCount()).toBe(0)
      await advanceTime(60_000)
      expect(backend.count).toBe(0)
      expect(html.match(/<progress/g)).toHaveLength(2)
      expect(html).not.toMatch(/<iframe|token|acme\.test/)
    },
  )

  test('server rendering of useEmbedToken returns loading without a token', async () => {
    const html = await renderOnServer((library) => {
      function Own() {
        const { state, token } = library.useEmbedToken(acme, { place: 'o', fetchToken: () => 'secret' })
        return <p>{`${state.status} ${token}`}</p>
      }
      return <Own />
    })
    expect(html).toBe('<p>loading undefined</p>')
  })

  test('server rendering reads no clock and no random number, because Next.js refuses to prerender such a page', async () => {
    const calls = [vi.spyOn(Date, 'now'), vi.spyOn(Math, 'random')]
    await renderOnServer((library) => {
      const Embed = library.createEmbed(acme)
      function Own() {
        return <p>{library.useEmbedToken(acme, { place: 'o', fetchToken: () => 'secret' }).state.status}</p>
      }
      return (
        <>
          <Embed place="p" fetchToken={() => 'secret'} />
          <Own />
        </>
      )
    })
    expect(calls.map(({ mock }) => mock.calls.length)).toEqual([0, 0])
  })

  test('server rendering of invalid props returns the same error as the browser', async () => {
    const html = await renderOnServer((library) => <library.FeltEmbed mapId="" fetchToken={() => 'secret'} />)
    const { onRecoverableError, box, container } = hydrateHtml(html, <FeltEmbed mapId="" fetchToken={() => 'secret'} />)
    expect(html).toContain('role="alert"')
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(container.firstElementChild).toBe(box)
  })
})

describe('hydration', () => {
  const still = async () => {}

  test.each<[string, () => Promise<void>]>([
    ['in sight', still],
    ['off line', () => setOnline(false)],
    ['hidden', () => setVisibility('hidden')],
  ])('hydration of %s keeps its container, requests one token, and shows the iframe', async (_, surround) => {
    const backend = createFakeBackend({ latency: 50 })
    const record = recordCallbacks()
    const html = await renderOnServer((library) => {
      const Embed = library.createEmbed(acme)
      return <Embed place="h" className="mine" style={{ height: 480 }} fetchToken={backend.fetchToken} />
    })
    await surround()
    const { box, container, onRecoverableError } = hydrateHtml(
      html,
      <AcmeEmbed
        place="h"
        className="mine"
        style={{ height: 480 }}
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    const size = box?.getAttribute('style')
    expect(size).toContain('480px')
    await advanceTime(51)
    await postFromIframe(frames()[0], 'ready')
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(container.firstElementChild).toBe(box)
    expect(box?.getAttribute('style')).toBe(size)
    expect(record.statuses).toEqual(['loading', 'ready'])
    expect(backend.count).toBe(1)
    expect(box?.contains(frames()[0] ?? null)).toBe(true)
  })

  test('hydration in a browser with a token keeps the HTML, and adds the iframe in the next commit', async () => {
    const backend = createFakeBackend()
    const props = { place: 'ahead', fetchToken: backend.fetchToken }
    const html = await renderOnServer((library) => {
      const Embed = library.createEmbed(early)
      return <Embed {...props} />
    })
    const client = createTestClient()
    await prefetchEmbedToken(client, early, props)
    const { onRecoverableError } = hydrateHtml(html, <EarlyEmbed {...props} queryClient={client} />)
    expect(onRecoverableError).not.toHaveBeenCalled()
    await advanceTime(1)
    expect(frames()).toHaveLength(1)
    expect(backend.count).toBe(1)
  })

  test("hydration with the server's dehydrated cache requests one token", async () => {
    const backend = createFakeBackend()
    const [onTheServer, inTheBrowser] = [createTestClient(), createTestClient()]
    const html = await renderOnServer((library) => {
      const Embed = library.createEmbed(acme)
      return <Embed place="c" queryClient={onTheServer} fetchToken={backend.fetchToken} />
    })
    const state = dehydrate(onTheServer, { shouldDehydrateQuery: () => true })
    expect(state.queries).toEqual([])
    hydrate(inTheBrowser, JSON.parse(JSON.stringify(state)))
    const { onRecoverableError } = hydrateHtml(
      html,
      <AcmeEmbed place="c" queryClient={inTheBrowser} fetchToken={backend.fetchToken} />,
    )
    await advanceTime(1)
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(backend.count).toBe(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/c?token=token-1'])
  })
})
