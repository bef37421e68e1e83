import { act } from '@testing-library/react'
import { createRef } from 'react'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { EmbedHandle } from '../../src/index.ts'
import { createEmbed } from '../../src/react/createEmbed.tsx'
import {
  acme,
  AcmeEmbed,
  advanceTime,
  createFakeBackend,
  createTestClient,
  fakeTimeAndChance,
  frames,
  postFromIframe,
  renderEmbed,
  SwapEmbed,
} from './support.tsx'

fakeTimeAndChance()

/** Lets a pending page become ready, and render: before `onReady` is called for it, and after. */
async function makeReady(next: HTMLIFrameElement | undefined): Promise<void> {
  await postFromIframe(next, 'ready')
  await advanceTime(300)
  await advanceTime(300)
}

/** When the second token of a minute is there. */
const DUE = 50_000

type Controller = { place: string }

/** Props of an embed with a client and a backend of its own. */
const embedProps = () => ({
  place: 'r',
  queryClient: createTestClient(),
  fetchToken: createFakeBackend().fetchToken,
})

/** An embed whose app notes each call of `onReady` and of its cleanup, and the iframe that the handle has then. */
async function renderNoted(Embed: typeof SwapEmbed = SwapEmbed) {
  const handle = createRef<EmbedHandle<Controller>>()
  const calls: [name: string, iframe: HTMLIFrameElement | undefined, isController: boolean][] = []
  let count = 0
  const controllers: Controller[] = []
  const note = (name: string, controller: Controller) =>
    void calls.push([name, handle.current?.iframe, handle.current?.controller === controller])
  const onReady = vi.fn((controller: Controller) => {
    count += 1
    const name = String(count)
    controllers.push(controller)
    note(`onReady ${name}`, controller)
    return () => void calls.push([`cleanup ${name}`, undefined, false])
  })
  const { unmount } = await renderEmbed(<Embed ref={handle} {...embedProps()} onReady={onReady} />)
  return { handle, calls, controllers, onReady, unmount, names: () => calls.map(([name]) => name) }
}

test('the handle has the iframe and the controller that the first onReady is called for', async () => {
  const { calls } = await renderNoted()
  expect(calls).toEqual([['onReady 1', frames()[0], true]])
})

test('the handle has the iframe and the controller of the new page in the onReady of a swap', async () => {
  const { calls, handle } = await renderNoted()
  await advanceTime(DUE)
  const next = frames()[1]
  await makeReady(next)
  expect(frames()).toEqual([next])
  expect(calls.at(-1)).toEqual(['onReady 2', next, true])
  expect(handle.current?.iframe).toBe(next)
})

test('the cleanup of onReady for the old page runs before onReady is called for the new one, so both may set one ref', async () => {
  const latest: { controller: Controller | undefined } = { controller: undefined }
  const handle = createRef<EmbedHandle<Controller>>()
  await renderEmbed(
    <SwapEmbed
      ref={handle}
      {...embedProps()}
      onReady={(controller) => {
        latest.controller = controller
        return () => {
          latest.controller = undefined
        }
      }}
    />,
  )
  await advanceTime(DUE)
  await makeReady(frames()[1])
  expect(frames()).toHaveLength(1)
  expect(latest.controller).toBeDefined()
  expect(latest.controller).toBe(handle.current?.controller)
})

test('the old page stays that of onReady and of the handle while the new page renders', async () => {
  const Rendering = createEmbed({
    ...acme,
    name: 'rendering',
    refreshStrategy: () => ({ mode: 'swap', whenRendered: () => new Promise(() => {}) }),
  })
  const { names, handle } = await renderNoted(Rendering)
  const [old] = frames()
  await advanceTime(DUE)
  await postFromIframe(frames()[1], 'ready')
  await advanceTime(1_000)
  expect(names()).toEqual(['onReady 1'])
  expect(handle.current?.iframe).toBe(old)
})

test('onReady is called for the new page before the view is copied for the last time, so that the view of the viewer wins', async () => {
  const order: string[] = []
  const Copying = createEmbed({
    ...acme,
    name: 'copying',
    refreshStrategy: () => ({ mode: 'swap', transferView: async () => void order.push('copy') }),
  })
  await renderEmbed(
    <Copying {...embedProps()} onReady={() => void order.push(`onReady beside ${frames().length - 1}`)} />,
  )
  await advanceTime(DUE)
  await makeReady(frames()[1])
  expect(frames()).toHaveLength(1)
  expect(order.slice(-2)).toEqual(['onReady beside 1', 'copy'])
})

test('each call of onReady is followed by one cleanup, whether the embed is swapped, reloaded by its app, or unmounted', async () => {
  const { names, handle, unmount } = await renderNoted()
  await advanceTime(DUE)
  await makeReady(frames()[1])
  await act(async () => handle.current?.reload())
  await makeReady(frames()[1])
  unmount()
  await advanceTime(1_000)
  expect(names()).toEqual(['onReady 1', 'cleanup 1', 'onReady 2', 'cleanup 2', 'onReady 3', 'cleanup 3'])
})

test('a reload in place calls onReady for the new page after the cleanup of the old one', async () => {
  const { calls, names, handle } = await renderNoted(AcmeEmbed)
  await act(async () => handle.current?.reload())
  const next = frames()[1]
  await makeReady(next)
  expect(names()).toEqual(['onReady 1', 'cleanup 1', 'onReady 2'])
  expect(calls.at(-1)).toEqual(['onReady 2', next, true])
})

test('an embed that fills the screen when its swap would end keeps its page, for which onReady is called again', async () => {
  let isFullscreen = false
  Object.defineProperty(document, 'fullscreenElement', {
    configurable: true,
    get: () => (isFullscreen ? (frames()[0] ?? null) : null),
  })
  onTestFinished(() => void (isFullscreen = false))
  const { calls, names, onReady, handle } = await renderNoted()
  const [old] = frames()
  const impl = onReady.getMockImplementation()
  // The viewer fills the screen at the very moment in which the swap is about to end.
  onReady.mockImplementationOnce((controller) => {
    isFullscreen = true
    return impl?.(controller) ?? (() => {})
  })
  await advanceTime(DUE)
  await makeReady(frames()[1])
  expect(frames()).toEqual([old])
  expect(names()).toEqual(['onReady 1', 'cleanup 1', 'onReady 2', 'cleanup 2', 'onReady 3'])
  expect(calls.at(-1)).toEqual(['onReady 3', old, true])
  expect(handle.current?.iframe).toBe(old)
})

test('a pending page that reloads itself right after onReady was called for it gives the handle back to the displayed page', async () => {
  const Copying = createEmbed({
    ...acme,
    name: 'copying long',
    refreshStrategy: () => ({
      mode: 'swap',
      transferView: () => (calls.length > 1 ? new Promise(() => {}) : Promise.resolve()),
    }),
  })
  const calls: (HTMLIFrameElement | undefined)[] = []
  const handle = createRef<EmbedHandle<Controller>>()
  await renderEmbed(<Copying ref={handle} {...embedProps()} onReady={() => void calls.push(handle.current?.iframe)} />)
  const [old] = frames()
  await advanceTime(DUE)
  const next = frames()[1]
  await makeReady(next)
  expect(calls).toEqual([old, next])
  await act(async () => void next?.dispatchEvent(new Event('load')))
  await act(async () => void next?.dispatchEvent(new Event('load')))
  expect(calls).toEqual([old, next, old])
  expect(handle.current?.iframe).toBe(old)
})

test('onStateChange finds the new iframe and its controller in the handle once the swap has ended', async () => {
  const handle = createRef<EmbedHandle<Controller>>()
  const seen: [boolean, HTMLIFrameElement | undefined, Controller | undefined][] = []
  await renderEmbed(
    <SwapEmbed
      ref={handle}
      {...embedProps()}
      onStateChange={(state) => {
        const isSwapped = state.status === 'ready' && !state.refreshing
        seen.push([isSwapped, handle.current?.iframe, handle.current?.controller])
      }}
    />,
  )
  const [old] = frames()
  expect(seen.at(-1)?.slice(0, 2)).toEqual([true, old])
  await advanceTime(DUE)
  const next = frames()[1]
  await makeReady(next)
  expect(seen.at(-1)).toEqual([true, next, { place: 'r' }])
  expect(seen.at(-1)?.[2]).toBe(handle.current?.controller)
})

test('a page that reloads itself while onReady runs gets the cleanup that onReady returns, before the next onReady', async () => {
  const calls: string[] = []
  let count = 0
  const { unmount } = await renderEmbed(
    <AcmeEmbed
      {...embedProps()}
      onReady={() => {
        count += 1
        const name = String(count)
        calls.push(`onReady ${name}`)
        // The second `load` of an iframe is a reload.
        if (count === 1) for (const _ of [1, 2]) frames()[0]?.dispatchEvent(new Event('load'))
        return () => void calls.push(`cleanup ${name}`)
      }}
    />,
  )
  expect(calls).toEqual(['onReady 1', 'cleanup 1'])
  await postFromIframe(frames()[0], 'ready')
  unmount()
  await advanceTime(1)
  expect(calls).toEqual(['onReady 1', 'cleanup 1', 'onReady 2', 'cleanup 2'])
})
