import { render } from '@testing-library/react'
import { Activity, type ReactElement, StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { describe, expect, test, vi } from 'vitest'
import { renderOnServer, hydrateHtml } from './onServer.ts'
import {
  createFakeBackend,
  createTestClient,
  AcmeEmbed,
  recordCallbacks,
  setNavigationType,
  early,
  EarlyEmbed,
  fakeTimeAndChance,
  frames,
  advanceTime,
  postFromIframe,
  renderEmbed,
  watchListeners,
} from './support.tsx'

fakeTimeAndChance()

/** An embed in a part of the page that is shown or hidden, with what its host hears. */
async function renderPart(wrap: (element: ReactElement) => ReactElement = (element) => element) {
  const backend = createFakeBackend({ expiresIn: 900 })
  const record = recordCallbacks()
  const cleanup = vi.fn()
  const onReady = vi.fn(() => cleanup)
  const client = createTestClient()
  const page = (mode: 'visible' | 'hidden' | 'gone') =>
    wrap(
      mode === 'gone' ? (
        <p />
      ) : (
        <Activity mode={mode}>
          <AcmeEmbed
            place="a"
            queryClient={client}
            fetchToken={backend.fetchToken}
            onReady={onReady}
            onStateChange={record.onStateChange}
          />
        </Activity>
      ),
    )
  const { rerender } = render(page('visible'))
  await advanceTime(1)
  await postFromIframe(frames()[0], 'ready')
  return { backend, record, onReady, cleanup, turn: (mode: Parameters<typeof page>[0]) => rerender(page(mode)) }
}

describe.each<[string, (element: ReactElement) => ReactElement]>([
  ['', (element) => element],
  [' under StrictMode', (element) => <StrictMode>{element}</StrictMode>],
])('an embed that is hidden and shown again%s', (_, wrap) => {
  test('an embed that is hidden and shown again keeps the page ready, although the page posts its ready message only once', async () => {
    const { backend, record, onReady, cleanup, turn } = await renderPart(wrap)
    const [frame] = frames()
    turn('hidden')
    await advanceTime(60_000)
    turn('visible')
    await advanceTime(60_000)
    expect(frames()).toEqual([frame])
    expect(record.last?.status).toBe('ready')
    expect(backend.count).toBe(1)
    expect(onReady).toHaveBeenCalledTimes(1)
    expect(cleanup).not.toHaveBeenCalled()
  })

  test('an embed fetches nothing while hidden, and is refreshed as soon as it is visible', async () => {
    const { backend, record, turn } = await renderPart(wrap)
    turn('hidden')
    await advanceTime(800_000)
    expect(backend.count).toBe(1)
    turn('visible')
    await advanceTime(1)
    expect(backend.count).toBe(2)
    expect(record.last?.status).toBe('ready')
    expect(frames()).toHaveLength(1)
  })

  test("an embed ignores the page's token request until it is visible", async () => {
    const { backend, turn } = await renderPart(wrap)
    turn('hidden')
    await advanceTime(10_000)
    await postFromIframe(frames()[0], 'give me a token')
    await advanceTime(60_000)
    expect(backend.count).toBe(1)
    turn('visible')
    await advanceTime(1)
    expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial', 'requested'])
  })

  test("an embed still receives the page's messages after it was hidden", async () => {
    const { backend, turn } = await renderPart(wrap)
    turn('hidden')
    turn('visible')
    await advanceTime(10_000)
    await postFromIframe(frames()[0], 'give me a token')
    await advanceTime(1)
    expect(backend.requests.at(-1)?.reason).toBe('requested')
  })
})

test('an embed that is removed while hidden leaves no listener, and the page is disposed of', async () => {
  const listeners = watchListeners()
  const { cleanup, turn } = await renderPart()
  turn('hidden')
  await advanceTime(1)
  expect(cleanup).not.toHaveBeenCalled()
  turn('gone')
  expect(frames()).toEqual([])
  // React says nothing of it, so the next check of the watchdog finds it.
  await advanceTime(15_000)
  expect(cleanup).toHaveBeenCalledTimes(1)
  expect(listeners.added()).toContain('message')
  expect(listeners.removed()).toEqual(listeners.added())
})

test('an embed that is hidden and removed while onReady runs calls the cleanup that onReady returns', async () => {
  const cleanup = vi.fn()
  let turn: (mode: 'hidden' | 'gone') => void = () => {}
  const onReady = vi.fn(() => {
    flushSync(() => turn('gone'))
    // React says nothing of it, so the library looks for it when the viewer comes back.
    window.dispatchEvent(new Event('focus'))
    return cleanup
  })
  const [queryClient, { fetchToken }] = [createTestClient(), createFakeBackend()]
  const page = (mode: 'visible' | 'hidden') => (
    <Activity mode={mode}>
      <AcmeEmbed place="a" {...{ queryClient, fetchToken, onReady }} />
    </Activity>
  )
  const { rerender } = render(page('visible'))
  await advanceTime(1)
  const [frame] = frames()
  turn = (mode) => rerender(mode === 'gone' ? <p /> : page(mode))
  turn('hidden')
  await postFromIframe(frame, 'ready')
  await advanceTime(60_000)
  expect(frames()).toEqual([])
  expect(onReady).toHaveBeenCalledTimes(1)
  expect(cleanup).toHaveBeenCalledTimes(1)
})

test('a map of a reloaded page is replaced once, however often it is hidden and shown', async () => {
  setNavigationType('reload')
  const initialToken = { token: 'from-server', expiresIn: 900, expiresAt: Date.now() + 900_000 }
  const props = {
    place: 'p',
    initialToken,
    fetchToken: createFakeBackend().fetchToken,
    queryClient: createTestClient(),
  }
  const html = await renderOnServer((library) => {
    const Embed = library.createEmbed(early)
    return (
      <Activity>
        <Embed {...props} />
      </Activity>
    )
  })
  const part = (mode: 'visible' | 'hidden') => (
    <Activity mode={mode}>
      <EarlyEmbed {...props} />
    </Activity>
  )
  const { before, rerender } = hydrateHtml(html, part('visible'))
  await advanceTime(1)
  await postFromIframe(frames()[1], 'ready')
  await advanceTime(5_000)
  const [second] = frames()
  expect(before).not.toContain(second)
  for (const mode of ['hidden', 'visible', 'hidden', 'visible'] as const) {
    rerender(part(mode))
    await advanceTime(1_000)
  }
  expect(frames()).toEqual([second])
})

test('an embed whose container leaves the page while it is hidden, and comes back, is connected to the page again', async () => {
  const [backend, client, onReady] = [createFakeBackend({ expiresIn: 900 }), createTestClient(), vi.fn()]
  const element = (mode: 'visible' | 'hidden') => (
    <Activity mode={mode}>
      <AcmeEmbed place="s" queryClient={client} fetchToken={backend.fetchToken} onReady={onReady} />
    </Activity>
  )
  const { rerender, container } = await renderEmbed(element('visible'))
  rerender(element('hidden'))
  container.remove()
  await advanceTime(20_000)
  document.body.append(container)
  rerender(element('visible'))
  await advanceTime(10)
  await postFromIframe(frames()[0], 'ready')
  expect(onReady).toHaveBeenCalledTimes(2)
  await advanceTime(10_000)
  await postFromIframe(frames()[0], 'give me a token')
  await advanceTime(10)
  expect(backend.count).toBe(2)
})
