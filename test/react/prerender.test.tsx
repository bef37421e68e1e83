import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hydrateHtml, renderOnServer } from './onServer.ts'
import {
  acme,
  AcmeEmbed,
  advanceTime,
  createFakeBackend,
  createTestClient,
  early,
  EarlyEmbed,
  fakeTimeAndChance,
  frames,
  postFromIframe,
  recordCallbacks,
} from './support.tsx'

fakeTimeAndChance()

/** As with speculation rules: the page runs, its iframes of other origins do not load. */
let isPrerendering = true
beforeEach(() => {
  isPrerendering = true
  Object.defineProperty(document, 'prerendering', { configurable: true, get: () => isPrerendering })
})
afterEach(() => void Reflect.deleteProperty(document, 'prerendering'))

/** The viewer navigates to the page. */
async function activate(): Promise<void> {
  isPrerendering = false
  await act(async () => void document.dispatchEvent(new Event('prerenderingchange')))
  await advanceTime(1)
}

test('an embed of a prerendered page fetches its first token when the viewer navigates to the page', async () => {
  const [backend, record] = [createFakeBackend(), recordCallbacks()]
  const props = { fetchToken: backend.fetchToken, onStateChange: record.onStateChange }
  render(<AcmeEmbed place="p" queryClient={createTestClient()} {...props} />)
  await advanceTime(60_000)
  expect(backend.count).toBe(0)
  await activate()
  await postFromIframe(frames()[0], 'ready')
  expect(backend.count).toBe(1)
  expect(record.statuses).toEqual(['loading', 'ready'])
})

test('an iframe in the HTML of a prerendered page gets its full readyTimeout after activation', async () => {
  const record = recordCallbacks()
  const initialToken = { token: 'from-server', expiresIn: 900, expiresAt: Date.now() + 900_000 }
  const props = { place: 'p', initialToken, fetchToken: createFakeBackend().fetchToken }
  const html = await renderOnServer((library) => {
    const Embed = library.createEmbed({ ...early, name: acme.name })
    return <Embed {...props} queryClient={createTestClient()} />
  })
  hydrateHtml(html, <EarlyEmbed {...props} queryClient={createTestClient()} onStateChange={record.onStateChange} />)
  await advanceTime(60_000)
  expect(record.statuses).toEqual(['loading'])
  await activate()
  await advanceTime(14_000)
  expect(record.statuses).toEqual(['loading'])
  await advanceTime(2_000)
  expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'READY_TIMEOUT' } })
})

test('many embeds of a prerendered page request six first tokens at a time after activation', async () => {
  const backend = createFakeBackend({ latency: 500 })
  const client = createTestClient()
  const places = Array.from({ length: 10 }, (_, index) => `place-${index}`)
  render(
    places.map((place) => <AcmeEmbed key={place} place={place} queryClient={client} fetchToken={backend.fetchToken} />),
  )
  await advanceTime(1_000)
  await activate()
  expect(backend.count).toBe(6)
  await advanceTime(1_000)
  expect(backend.count).toBe(10)
})
