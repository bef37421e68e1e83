import { act, render } from '@testing-library/react'
import { Profiler, useLayoutEffect } from 'react'
import { expect, test, vi } from 'vitest'
import { MINUTE } from '../core/support.ts'
import {
  createFakeBackend,
  createTestClient,
  AcmeEmbed,
  EarlyEmbed,
  fakeTimeAndChance,
  frames,
  advanceTime,
  postFromIframe,
  setVisibility,
  SwapEmbed,
} from './support.tsx'

fakeTimeAndChance()

/** Two embeds of two tokens on one page, and how often each part of it has rendered. */
async function renderPage(Embed: typeof AcmeEmbed) {
  const counts = { first: 0, second: 0 }
  const count = (id: string): void => void (id === 'first' ? (counts.first += 1) : (counts.second += 1))
  const host = vi.fn()
  const [first, second] = [createFakeBackend({ expiresIn: 900, latency: 200 }), createFakeBackend({ expiresIn: 7_200 })]
  const client = createTestClient()
  function Host() {
    host()
    return (
      <>
        <Profiler id="first" onRender={count}>
          <Embed place="first" queryClient={client} fetchToken={first.fetchToken} />
        </Profiler>
        <Profiler id="second" onRender={count}>
          <Embed place="second" queryClient={client} fetchToken={second.fetchToken} />
        </Profiler>
      </>
    )
  }
  render(<Host />)
  await advanceTime(201)
  for (const iframe of frames()) await postFromIframe(iframe, 'ready')
  await advanceTime(10)
  const before = { ...counts, host: host.mock.calls.length }
  return {
    async renewed() {
      // It is due after eleven and a quarter minutes.
      await advanceTime(680_000)
      for (const iframe of frames()) await postFromIframe(iframe, 'ready')
      await advanceTime(3_000)
      expect(first.count).toBe(2)
      return {
        first: counts.first - before.first,
        second: counts.second - before.second,
        host: host.mock.calls.length - before.host,
      }
    },
  }
}

test('a refresh in place takes at most two renders, of one embed only', async () => {
  const page = await renderPage(AcmeEmbed)
  const { first, second, host } = await page.renewed()
  expect(first).toBeLessThanOrEqual(2)
  expect({ second, host }).toEqual({ second: 0, host: 0 })
})

test('a swap takes at most three renders, of one embed only', async () => {
  const page = await renderPage(SwapEmbed)
  const { first, second, host } = await page.renewed()
  expect(first).toBeLessThanOrEqual(3)
  expect({ second, host }).toEqual({ second: 0, host: 0 })
})

test('an embed on a hidden page does not render until visible, even when an iframe is due', async () => {
  const backend = createFakeBackend({ expiresIn: 900, latency: 20_000 })
  const count = vi.fn()
  render(
    <Profiler id="hidden" onRender={count}>
      <SwapEmbed place="hidden" queryClient={createTestClient()} fetchToken={backend.fetchToken} />
    </Profiler>,
  )
  await advanceTime(20_001)
  await postFromIframe(frames()[0], 'ready')
  await advanceTime(11 * MINUTE)
  expect(backend.count).toBe(2)
  await setVisibility('hidden')
  await advanceTime(21_000)
  const before = count.mock.calls.length
  await advanceTime(2 * MINUTE)
  expect(count).toHaveBeenCalledTimes(before)
  await setVisibility('visible')
  await advanceTime(1)
  expect(frames()).toHaveLength(2)
})

test('a first token is requested within the first commit, before the first paint', () => {
  const backend = createFakeBackend()
  let asked = 0
  function Host() {
    useLayoutEffect(() => void (asked ||= backend.count))
    return <AcmeEmbed place="early" queryClient={createTestClient()} fetchToken={backend.fetchToken} />
  }
  render(<Host />)
  expect(asked).toBe(1)
})

test('a received token is in the iframe before any timer runs', async () => {
  const backend = createFakeBackend()
  render(<AcmeEmbed place="at once" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
  expect(frames()).toHaveLength(0)
  for (let hop = 0; hop < 20; hop += 1) await act(async () => {})
  expect(frames()).toHaveLength(1)
})

/** How often an embed has rendered when it waits for its token, then for its page, and when the page is visible. */
async function renderFirstLoad(Embed: typeof AcmeEmbed): Promise<number[]> {
  const backend = createFakeBackend({ latency: 100 })
  let renders = 0
  render(
    <Profiler id="first load" onRender={() => void (renders += 1)}>
      <Embed place="counted" queryClient={createTestClient()} fetchToken={backend.fetchToken} />
    </Profiler>,
  )
  await advanceTime(99)
  const counts = [renders]
  await advanceTime(2)
  counts.push(renders)
  await postFromIframe(frames()[0], 'ready')
  await advanceTime(10)
  return [...counts, renders]
}

test('a first load of a page that waits for the handshake renders three times: request, iframe, visible', async () => {
  expect(await renderFirstLoad(EarlyEmbed)).toEqual([1, 2, 3])
})

test('a first load of a page with a ready message renders three times, too', async () => {
  expect(await renderFirstLoad(AcmeEmbed)).toEqual([1, 2, 3])
})
