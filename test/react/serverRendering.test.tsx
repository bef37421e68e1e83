import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { dehydrate, hydrate } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import { FeltEmbed, prefetchEmbedToken } from '../../src/index.ts'
import { onServer, type Render, takeOver } from './onServer.ts'
import {
  aBackEnd,
  aClient,
  acme,
  AcmeEmbed,
  aRecord,
  early,
  EarlyEmbed,
  fakeTimeAndChance,
  frames,
  pass,
  say,
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

describe('on a server', () => {
  test.each<[string, Render]>([
    ['renderToString', renderToString],
    ['renderToPipeableStream', renderToStream],
  ])('%s fetches nothing, sets no timer, and writes the placeholder and no frame', async (_, toHtml) => {
    const backEnd = aBackEnd()
    const html = await onServer((library) => {
      const Embed = library.createEmbed(acme)
      return (
        <>
          <Embed place="own-client" fetchToken={backEnd.fetchToken} />
          <Embed place="given-client" queryClient={aClient()} fetchToken={backEnd.fetchToken} />
        </>
      )
    }, toHtml)
    expect(vi.getTimerCount()).toBe(0)
    await pass(60_000)
    expect(backEnd.count).toBe(0)
    expect(html.match(/<progress/g)).toHaveLength(2)
    expect(html).not.toMatch(/<iframe|token|acme\.test/)
  })

  test('a host that draws its own frame is told that it is loading, and given no token', async () => {
    const html = await onServer((library) => {
      function Own() {
        const { state, token } = library.useEmbedToken(acme, { place: 'o', fetchToken: () => 'secret' })
        return <p>{`${state.status} ${token}`}</p>
      }
      return <Own />
    })
    expect(html).toBe('<p>loading undefined</p>')
  })

  test('no clock is read and no random number drawn, as Next.js refuses to render such a page ahead of time', async () => {
    const calls = [vi.spyOn(Date, 'now'), vi.spyOn(Math, 'random')]
    await onServer((library) => {
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

  test('props that make no sense are the same error as in the browser', async () => {
    const html = await onServer((library) => <library.FeltEmbed mapId="" fetchToken={() => 'secret'} />)
    const { onRecoverableError, box, container } = takeOver(html, <FeltEmbed mapId="" fetchToken={() => 'secret'} />)
    expect(html).toContain('role="alert"')
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(container.firstElementChild).toBe(box)
  })
})

describe("a server's page that React takes over", () => {
  const still = async () => {}

  test.each<[string, () => Promise<void>]>([
    ['in sight', still],
    ['off line', () => setOnline(false)],
    ['hidden', () => setVisibility('hidden')],
  ])('%s keeps its box as it is, asks once, and shows the frame in it', async (_, surround) => {
    const backEnd = aBackEnd({ latency: 50 })
    const record = aRecord()
    const html = await onServer((library) => {
      const Embed = library.createEmbed(acme)
      return <Embed place="h" className="mine" style={{ height: 480 }} fetchToken={backEnd.fetchToken} />
    })
    await surround()
    const { box, container, onRecoverableError } = takeOver(
      html,
      <AcmeEmbed
        place="h"
        className="mine"
        style={{ height: 480 }}
        queryClient={aClient()}
        fetchToken={backEnd.fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    const size = box?.getAttribute('style')
    expect(size).toContain('480px')
    await pass(51)
    await say(frames()[0], 'ready')
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(container.firstElementChild).toBe(box)
    expect(box?.getAttribute('style')).toBe(size)
    expect(record.statuses).toEqual(['loading', 'ready'])
    expect(backEnd.count).toBe(1)
    expect(box?.contains(frames()[0] ?? null)).toBe(true)
  })

  test('in a browser that has a token already keeps its HTML, and gets the frame in the next commit', async () => {
    const backEnd = aBackEnd()
    const props = { place: 'ahead', fetchToken: backEnd.fetchToken }
    const html = await onServer((library) => {
      const Embed = library.createEmbed(early)
      return <Embed {...props} />
    })
    const client = aClient()
    await prefetchEmbedToken(client, early, props)
    const { onRecoverableError } = takeOver(html, <EarlyEmbed {...props} queryClient={client} />)
    expect(onRecoverableError).not.toHaveBeenCalled()
    await pass(1)
    expect(frames()).toHaveLength(1)
    expect(backEnd.count).toBe(1)
  })

  test("with the server's cache, handed to the browser's, asks once all the same", async () => {
    const backEnd = aBackEnd()
    const [onTheServer, inTheBrowser] = [aClient(), aClient()]
    const html = await onServer((library) => {
      const Embed = library.createEmbed(acme)
      return <Embed place="c" queryClient={onTheServer} fetchToken={backEnd.fetchToken} />
    })
    const state = dehydrate(onTheServer, { shouldDehydrateQuery: () => true })
    expect(state.queries).toHaveLength(1)
    hydrate(inTheBrowser, JSON.parse(JSON.stringify(state)))
    const { onRecoverableError } = takeOver(
      html,
      <AcmeEmbed place="c" queryClient={inTheBrowser} fetchToken={backEnd.fetchToken} />,
    )
    await pass(1)
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(backEnd.count).toBe(1)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/c?token=token-1'])
  })
})
