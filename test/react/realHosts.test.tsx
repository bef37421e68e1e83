import { QueryCache, QueryClient } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { Suspense } from 'react'
import { expect, test, vi } from 'vitest'
import { createEmbed } from '../../src/index.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import {
  acme,
  AcmeEmbed,
  advanceTime,
  createFakeBackend,
  createTestClient,
  fakeTimeAndChance,
  frames,
  postFromIframe,
  recordCallbacks,
  renderEmbed,
  Suspends,
} from './support.tsx'

fakeTimeAndChance()

test("a consent manager that holds back the iframe's URL does no harm, and the embed connects when the URL is set", async () => {
  const setAttribute = Element.prototype.setAttribute
  vi.spyOn(Element.prototype, 'setAttribute').mockImplementation(function (this: Element, name, value) {
    setAttribute.call(this, this.localName === 'iframe' && name === 'src' ? 'data-src' : name, value)
  })
  const record = recordCallbacks()
  const { fetchToken } = createFakeBackend({ expiresIn: 900 })
  const props = { fetchToken, onStateChange: record.onStateChange }
  render(<AcmeEmbed place="c" queryClient={createTestClient()} {...props} />)
  await advanceTime(1_000)
  const [iframe] = frames()
  expect([iframe?.getAttribute('src'), record.last?.status]).toEqual([null, 'loading'])
  setAttribute.call(iframe, 'src', iframe?.dataset.src ?? '')
  await postFromIframe(iframe, 'ready')
  expect(record.last?.status).toBe('ready')
})

test('an adapter whose connect rejects is called again after a delay, until it resolves', async () => {
  let failures = 3
  const connect = vi.fn(async () => {
    failures -= 1
    if (failures >= 0) throw new Error('a file is gone')
    return { place: 'c' }
  })
  const Embed = createEmbed({ ...acme, name: 'gone', connect })
  const record = recordCallbacks()
  const { fetchToken } = createFakeBackend({ expiresIn: 900 })
  const props = { fetchToken, onStateChange: record.onStateChange }
  render(<Embed place="c" readyTimeout={60_000} queryClient={createTestClient()} {...props} />)
  await advanceTime(1)
  expect(record.last).toMatchObject({ error: { code: 'READY_TIMEOUT', cause: { message: 'a file is gone' } } })
  await advanceTime(10_000)
  expect(record.last?.status).toBe('ready')
  expect(connect.mock.calls.length).toBeLessThan(8)
})

test('a page that adds to each given height is not followed indefinitely, and other changes are, except to no height', async () => {
  let resize: (height: number) => void = () => {}
  const Embed = createEmbed({
    ...acme,
    name: 'growing',
    connect: async (_, host) => {
      resize = host.resize
      return { place: 'g' }
    },
  })
  const { container } = await renderEmbed(
    <Embed place="g" queryClient={createTestClient()} fetchToken={createFakeBackend().fetchToken} />,
  )
  const heightOf = () => Number.parseInt((container.firstElementChild as HTMLElement).style.height, 10)
  resize(700)
  await advanceTime(1)
  for (let count = 0; count < 100; count += 1) {
    resize(heightOf() + 20)
    await advanceTime(100)
  }
  expect(heightOf()).toBeLessThan(1_000)
  expect(takeComplaints()).toEqual([expect.stringContaining('the height of an embed is no longer adjusted')])
  for (const height of [500, 0, NaN]) resize(height)
  await advanceTime(1)
  expect(heightOf()).toBe(500)
})

test.each([
  ['a failure that is retried is not reported to', () => new Response('', { status: 503 }), 0],
  ['a failure that only the viewer can end is reported once to', () => new Response('', { status: 403 }), 1],
])("%s the app's QueryCache", async (_, fault, count) => {
  const onError = vi.fn()
  const queryClient = new QueryClient({ queryCache: new QueryCache({ onError }) })
  const backend = createFakeBackend()
  backend.fault = fault
  render(<AcmeEmbed place="q" queryClient={queryClient} fetchToken={backend.fetchToken} />)
  await advanceTime(20_000)
  expect(onError).toHaveBeenCalledTimes(count)
})

test('an embed that is unmounted before its first fetch is not a failed query', async () => {
  const onError = vi.fn()
  const queryClient = new QueryClient({ queryCache: new QueryCache({ onError }) })
  const { fetchToken } = createFakeBackend({ latency: 1_000 })
  const { unmount } = render(
    <>
      {Array.from({ length: 10 }, (_, index) => (
        <AcmeEmbed key={index} place={`q${index}`} queryClient={queryClient} fetchToken={fetchToken} />
      ))}
    </>,
  )
  await advanceTime(10)
  unmount()
  await advanceTime(60_000)
  expect(onError).not.toHaveBeenCalled()
})

test('a page that requests tokens while Suspense hides the embed gets a token when visible, and no fetch before', async () => {
  const [backend, client] = [createFakeBackend({ expiresIn: 900 }), createTestClient()]
  const element = (waits: boolean) => (
    <Suspense fallback="…">
      <AcmeEmbed place="s" queryClient={client} fetchToken={backend.fetchToken} />
      <Suspends isWaiting={waits} />
    </Suspense>
  )
  const { rerender } = await renderEmbed(element(false))
  await advanceTime(10_000)
  await act(async () => rerender(element(true)))
  for (let second = 0; second < 60; second += 1) {
    await postFromIframe(frames()[0], 'give me a token')
    await advanceTime(1_000)
  }
  expect(backend.count).toBe(1)
  await act(async () => rerender(element(false)))
  await advanceTime(10)
  expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial', 'requested'])
})
