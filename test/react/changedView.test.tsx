import { expect, test, vi } from 'vitest'
import type { EmbedToken } from '../../src/core/token.ts'
import { createEmbed } from '../../src/react/createEmbed.tsx'
import { hydrateHtml, renderOnServer } from './onServer.ts'
import {
  acme,
  advanceTime,
  createFakeBackend,
  createTestClient,
  fakeTimeAndChance,
  frames,
  postFromIframe,
  recordCallbacks,
  renderEmbed,
  setNavigationType,
} from './support.tsx'

interface View {
  place: string
  view: string
}

const srcOf = (token: EmbedToken, view: string) => new URL(`https://acme.test/?token=${token.value}&view=${view}`)

/** A provider whose page has its view in its URL alone, and reports each change of it. */
const viewer = {
  ...acme,
  name: 'viewer',
  buildSrc: (_props: object, token: EmbedToken, from?: View): URL | Promise<URL> => srcOf(token, from?.view ?? 'start'),
  connect: (...[frame]: Parameters<typeof acme.connect>) =>
    new Promise<View>((resolve) => {
      const page = { place: 'a', view: 'start' }
      frame.subscribe((message) => {
        if (message === 'ready') resolve(page)
        else page.view = String(message)
      })
    }),
  refreshStrategy: () => ({ mode: 'swap' }) as const,
}

fakeTimeAndChance()

/** An embed whose second page loads. A token of 15 minutes is refreshed after 11.3. */
async function renderPending(
  adapter: typeof viewer = viewer,
  props: { onReady?: (page: View) => () => void; readyTimeout?: number } = {},
) {
  const record = recordCallbacks()
  const onError = vi.fn()
  const { fetchToken } = createFakeBackend({ expiresIn: 900 })
  const Embed = createEmbed<{ place: string }, View>(adapter)
  const callbacks = { onStateChange: record.onStateChange, onError, ...props }
  await renderEmbed(<Embed place="a" queryClient={createTestClient()} fetchToken={fetchToken} {...callbacks} />)
  await advanceTime(680_000)
  const [active, pending] = frames()
  expect(frames()).toHaveLength(2)
  return { active, pending, record, onError }
}

const viewOf = (iframe: HTMLIFrameElement | undefined) => new URL(iframe?.src ?? '').searchParams.get('view')

test('a view that changes while the pending page loads is the view of the page that replaces the active one', async () => {
  const onReady = vi.fn(() => () => {})
  const { active, pending, record, onError } = await renderPending(viewer, { onReady })
  await postFromIframe(active, 'changed')
  await postFromIframe(pending, 'ready')
  await advanceTime(2_000)
  expect(frames()).toHaveLength(2)
  expect(frames()).not.toContain(pending)
  await postFromIframe(frames()[1], 'ready')
  await advanceTime(2_000)
  expect(frames().map(viewOf)).toEqual(['changed'])
  expect([...new Set(record.statuses)]).toEqual(['loading', 'ready'])
  expect(onReady).toHaveBeenCalledTimes(2)
  expect(onError).not.toHaveBeenCalled()
})

test('a view that changes after onReady got the pending page is kept, and onReady gets the active page back', async () => {
  const calls: string[] = []
  let count = 0
  const onReady = () => {
    const number = ++count
    calls.push(`page ${number}`)
    return () => void calls.push(`end of page ${number}`)
  }
  const { active, pending } = await renderPending(viewer, { onReady })
  await postFromIframe(pending, 'ready')
  while (count < 2) await advanceTime(50)
  await postFromIframe(active, 'changed')
  await advanceTime(2_000)
  expect(frames()[0]).toBe(active)
  expect(calls).toEqual(['page 1', 'end of page 1', 'page 2', 'end of page 2', 'page 3'])
  await postFromIframe(frames()[1], 'ready')
  await advanceTime(2_000)
  expect(frames().map(viewOf)).toEqual(['changed'])
})

test('a view that did not change costs one pending page', async () => {
  const { pending } = await renderPending()
  await postFromIframe(pending, 'ready')
  await advanceTime(2_000)
  expect(frames()).toEqual([pending])
})

test('an adapter whose buildSrc returns a different URL at each call gets three more pages, then a swap', async () => {
  let calls = 0
  const { active } = await renderPending({ ...viewer, buildSrc: (_props, token) => srcOf(token, String(++calls)) })
  for (let page = 0; page < 4; page += 1) {
    expect(frames()).toHaveLength(2)
    expect(frames()[0]).toBe(active)
    await postFromIframe(frames()[1], 'ready')
    await advanceTime(2_000)
  }
  expect(frames()).toHaveLength(1)
  expect(frames()).not.toContain(active)
})

test.each<[string, () => Promise<URL>]>([
  ['fails', () => Promise.reject(new Error('gone'))],
  ['never ends', () => new Promise(() => {})],
])('a pending page whose URL cannot be compared, because buildSrc %s, becomes the active one', async (_, compare) => {
  let isPending = false
  const buildSrc = (_props: object, token: EmbedToken) => (isPending ? compare() : srcOf(token, 'start'))
  const { pending } = await renderPending({ ...viewer, buildSrc })
  isPending = true
  await postFromIframe(pending, 'ready')
  await advanceTime(6_000)
  expect(frames()).toEqual([pending])
})

test('a view that changes too late for another page does not stop the swap', async () => {
  const { active, pending, record } = await renderPending(viewer, { readyTimeout: 300_000 })
  // The page is slow. The token expires at 900 s.
  await advanceTime(214_500)
  await postFromIframe(active, 'changed')
  await postFromIframe(pending, 'ready')
  await advanceTime(2_000)
  expect(frames()).toEqual([pending])
  expect(record.statuses).not.toContain('expired')
})

test('an iframe in the HTML of a reloaded page is replaced although its view changed, as no newer token would load another', async () => {
  setNavigationType('reload')
  const initialToken = { token: 'from-server', expiresIn: 900, expiresAt: Date.now() + 900_000 }
  const props = { place: 'a', initialToken, fetchToken: createFakeBackend().fetchToken }
  const served = { ...viewer, canServerRender: true }
  const html = await renderOnServer((library) => {
    const Embed = library.createEmbed<{ place: string }, View>(served)
    return <Embed {...props} queryClient={createTestClient()} />
  })
  const Embed = createEmbed<{ place: string }, View>(served)
  const { before } = hydrateHtml(html, <Embed {...props} queryClient={createTestClient()} />)
  await advanceTime(1)
  const [active, pending] = frames()
  expect([active]).toEqual(before)
  await postFromIframe(active, 'ready')
  await postFromIframe(active, 'changed')
  await postFromIframe(pending, 'ready')
  await advanceTime(5_000)
  expect(frames()).toEqual([pending])
})
