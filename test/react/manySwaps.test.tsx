import { act, render } from '@testing-library/react'
import { createRef, type RefObject, Suspense } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { clearEmbedTokens, createEmbed, type EmbedHandle } from '../../src/index.ts'
import { HOUR, MINUTE, SECOND } from '../core/support.ts'
import {
  createFakeBackend,
  acme,
  createTestClient,
  recordCallbacks,
  makeReady,
  fakeTimeAndChance,
  frames,
  dispatchPageEvent,
  advanceTime,
  postFromIframe,
  setVisibility,
  simulateSleep,
  SwapEmbed,
} from './support.tsx'

fakeTimeAndChance()

/** A token is valid for 15 minutes, and the next one is fetched then. */
const DUE = 11.3 * MINUTE

interface Page {
  container: HTMLElement
  handles: RefObject<EmbedHandle<{ place: string }> | null>[]
  record: ReturnType<typeof recordCallbacks>
  backend: ReturnType<typeof createFakeBackend>
  client: ReturnType<typeof createTestClient>
  /** Displays these embeds only, by index. */
  keep(indexes: readonly number[]): void
}

/** A page of ready embeds. */
async function openPage(
  places: readonly string[],
  Embed: typeof SwapEmbed = SwapEmbed,
  props: { readyTimeout?: number; readyTimeoutBehavior?: 'error' } = {},
): Promise<Page> {
  const [backend, record, client] = [createFakeBackend({ expiresIn: 900 }), recordCallbacks(), createTestClient()]
  const handles = places.map(() => createRef<EmbedHandle<{ place: string }>>())
  const element = (indexes: readonly number[]) =>
    indexes.map((index) => (
      <Embed
        key={index}
        ref={handles[index]}
        place={places[index] ?? ''}
        data-index={index}
        queryClient={client}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
        {...props}
      />
    ))
  const { container, rerender } = render(element([...places.keys()]))
  await advanceTime(1)
  for (const frame of frames()) await postFromIframe(frame, 'ready', new URL(frame.src).origin)
  if (places.length > 0) expect(record.last?.status).toBe('ready')
  return { container, handles, record, backend, client, keep: (indexes) => rerender(element(indexes)) }
}

const many = (count: number) => Array<string>(count).fill('one')

/** The iframes that are loaded behind displayed ones. */
const pending = () => frames().filter(({ inert }) => inert)

/** The index of the embed that an iframe belongs to. */
const indexOf = (frame: Element) => Number(frame.closest('[data-index]')?.getAttribute('data-index'))

/** Lets all pages that are loaded behind others become ready, until there are none left: in which order, and how many at once. */
async function swapAll(): Promise<{ order: number[]; most: number }> {
  const order: number[] = []
  let most = 0
  for (let round = 0; pending().length > 0 && round < 100; round += 1) {
    order.push(
      ...pending()
        .map(indexOf)
        .filter((index) => !order.includes(index)),
    )
    most = Math.max(most, pending().length)
    await makeReady(pending()[0])
  }
  return { order, most }
}

describe('embeds of one origin whose tokens are refreshed together', () => {
  test.each([
    ['of one token', many(12)],
    ['of twelve tokens', many(12).map((_, index) => `place-${index}`)],
  ])('embeds of one origin are swapped two at a time, all of them (%s)', async (_, places) => {
    const { record, backend } = await openPage(places)
    const before = frames()
    await advanceTime(DUE)
    const fetched = new Set(places).size
    expect(backend.count).toBe(2 * fetched)
    expect(pending()).toHaveLength(2)
    expect((await swapAll()).most).toBe(2)
    expect(frames()).toHaveLength(12)
    expect(frames().some((frame) => before.includes(frame))).toBe(false)
    expect(record.statuses).not.toContain('degraded')
    expect(record.statuses).not.toContain('expired')
  })

  test('embeds of one origin are swapped in the viewport first', async () => {
    const { container } = await openPage(many(6))
    for (const [index, child] of [...container.children].entries()) {
      const iframe = child.querySelector('iframe')
      const top = index < 3 ? innerHeight + 500 : 0
      if (iframe) vi.spyOn(iframe, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, top, 100, 100))
    }
    await advanceTime(DUE)
    const { order } = await swapAll()
    expect(order).toEqual([3, 4, 5, 0, 1, 2])
  })

  test('embeds of one origin are swapped in the order of token expiry, when a hidden page becomes visible', async () => {
    const places = ['a', 'b', 'c', 'd', 'e']
    const { handles } = await openPage(places)
    // The later, the sooner its token was fetched.
    for (const index of [4, 3, 2, 1, 0]) {
      await advanceTime(SECOND)
      await act(async () => void (await handles[index]?.current?.refresh()))
      await swapAll()
    }
    await setVisibility('hidden')
    await advanceTime(20 * MINUTE)
    await setVisibility('visible')
    await advanceTime(1)
    const { order } = await swapAll()
    // Two at a time, each pair in the order of the page.
    expect(order).toEqual([3, 4, 2, 1, 0])
  })

  test('embeds of one origin are all swapped before a token expires, although the first two pages never respond', async () => {
    const { record } = await openPage(many(12))
    await advanceTime(DUE)
    const stuck = pending()
    for (let second = 0; second < 3.6 * MINUTE; second += SECOND) {
      const working = pending().filter(
        (frame) => !stuck.includes(frame) && !stuck.some((other) => indexOf(other) === indexOf(frame)),
      )
      for (const frame of working) await postFromIframe(frame, 'ready')
      await advanceTime(SECOND)
    }
    expect(record.states.filter(({ status }) => status === 'expired').length).toBeLessThanOrEqual(2)
  })

  test('embeds of one origin do not wait for a page that renders minutes longer than their tokens allow', async () => {
    const whenRendered = () => new Promise<void>(() => {})
    const Slow = createEmbed({ ...acme, name: 'slow', refreshStrategy: () => ({ mode: 'swap', whenRendered }) })
    const { record } = await openPage(many(12), Slow)
    const before = frames()
    await advanceTime(DUE)
    let most = 0
    for (let second = 0; second < 3.65 * MINUTE; second += SECOND) {
      most = Math.max(most, pending().length)
      for (const frame of pending()) await postFromIframe(frame, 'ready')
      await advanceTime(SECOND)
    }
    expect(frames().some((frame) => before.includes(frame))).toBe(false)
    expect(most).toBe(2)
    expect(record.statuses).not.toContain('expired')
  })

  test('embeds of other origins do not wait for swaps', async () => {
    const Far = createEmbed({
      ...acme,
      name: 'far',
      buildSrc: ({ place }, token) => new URL(`https://${place}.test/?token=${token.value}`),
      refreshStrategy: () => ({ mode: 'swap' }),
    })
    await openPage(['a', 'b', 'c', 'd'], Far)
    await advanceTime(DUE)
    expect(pending()).toHaveLength(4)
  })
})

describe('an embed that waits for its swap', () => {
  test("a queued swap starts in time although two other pages hang beyond the token's expiry", async () => {
    const { record } = await openPage(many(3), SwapEmbed, { readyTimeout: HOUR })
    await advanceTime(15 * MINUTE - 4 * SECOND)
    expect(pending()).toHaveLength(2)
    const [hanging, other] = pending()
    await advanceTime(1.5 * SECOND)
    const third = pending().find((frame) => frame !== hanging && frame !== other)
    expect(third).toBeDefined()
    await makeReady(third)
    const statuses = record.statuses.length
    await advanceTime(4 * SECOND)
    expect(record.statuses.slice(statuses)).toEqual(['expired', 'expired'])
  })

  test('a queued reload is cancelled when the viewer signs out', async () => {
    const { handles, client, backend } = await openPage(many(3))
    await act(async () => {
      handles.forEach((handle) => void handle.current?.reload().catch(() => {}))
      await vi.advanceTimersByTimeAsync(1)
    })
    const { count } = backend
    await act(async () => clearEmbedTokens(client))
    await advanceTime(MINUTE)
    expect(backend.count).toBe(count)
    expect(frames()).toHaveLength(0)
  })

  test('a queued swap does not delay an embed without visible content: its retry starts immediately', async () => {
    const whenRendered = () => new Promise<void>(() => {})
    const Slow = createEmbed({ ...acme, name: 'slow retry', refreshStrategy: () => ({ mode: 'swap', whenRendered }) })
    const { container } = await openPage(['a', 'b'], Slow)
    const broken = render(
      <Slow
        place="c"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend({ expiresIn: 3_600 }).fetchToken}
      />,
    )
    await advanceTime(15 * SECOND)
    await advanceTime(DUE - 16 * SECOND)
    const swapping = [...container.querySelectorAll('iframe')].filter(({ inert }) => inert)
    expect(swapping).toHaveLength(2)
    for (const frame of swapping) await postFromIframe(frame, 'ready')
    await act(async () => broken.getByRole('button').click())
    await advanceTime(1)
    const next = broken.container.querySelectorAll('iframe')[1]
    expect(next).toBeDefined()
    // Nothing good is displayed, so it is not kept for the page that never reports that it has rendered.
    await postFromIframe(next, 'ready')
    await advanceTime(2 * SECOND)
    expect([...broken.container.querySelectorAll('iframe')]).toEqual([next])
  })

  test('a queued swap runs in order, visible embeds first, when React shows all embeds again', async () => {
    const forever = new Promise<never>(() => {})
    const Wait = () => {
      throw forever
    }
    const { client, backend } = await openPage([])
    const element = (isHidden: boolean) => (
      <Suspense fallback={null}>
        {isHidden && <Wait />}
        {[0, 1, 2, 3, 4, 5].map((index) => (
          <SwapEmbed key={index} place="one" data-index={index} queryClient={client} fetchToken={backend.fetchToken} />
        ))}
      </Suspense>
    )
    const { container, rerender } = render(element(false))
    await advanceTime(1)
    for (const frame of frames()) await postFromIframe(frame, 'ready')
    for (const [index, child] of [...container.children].entries()) {
      const iframe = child.querySelector('iframe')
      const top = index < 3 ? innerHeight + 500 : 0
      if (iframe) vi.spyOn(iframe, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, top, 100, 100))
    }
    await advanceTime(DUE)
    expect(pending().map(indexOf)).toEqual([3, 4])
    await act(async () => rerender(element(true)))
    await advanceTime(1)
    await act(async () => rerender(element(false)))
    await advanceTime(1)
    expect(pending().map(indexOf)).toEqual([3, 4])
    expect((await swapAll()).order).toEqual([3, 4, 5, 0, 1, 2])
  })

  test('a queued swap is not started after unmount, though the host app retries', async () => {
    const retries: (() => void)[] = []
    const renderError = ({ retry }: { retry(): void }) => {
      retries.push(retry)
      return null
    }
    const places = ['x', 'y']
    const { fetchToken } = createFakeBackend({ expiresIn: 900 })
    const gone = render(
      places.map((place) => (
        <SwapEmbed
          key={place}
          place={place}
          queryClient={createTestClient()}
          fetchToken={fetchToken}
          renderError={renderError}
        />
      )),
    )
    await advanceTime(15 * SECOND)
    expect(retries.length).toBeGreaterThan(1)
    // Late, but then they work.
    for (const frame of frames()) await postFromIframe(frame, 'ready')
    gone.unmount()
    const { backend } = await openPage(many(3))
    retries.forEach((retry) => retry())
    await advanceTime(DUE)
    expect(backend.count).toBe(2)
    expect(pending()).toHaveLength(2)
  })

  test('a queued swap starts immediately when the page goes blank', async () => {
    const { container } = await openPage(['a', 'b', 'c'], SwapEmbed, {
      readyTimeout: 10 * MINUTE,
      readyTimeoutBehavior: 'error',
    })
    await advanceTime(DUE)
    const waiting = [...container.children].find((child) => child.querySelectorAll('iframe').length === 1)
    const iframe = waiting?.querySelector('iframe')
    expect(pending()).toHaveLength(2)
    // Its page reloads itself and does not respond.
    await act(async () => void iframe?.dispatchEvent(new Event('load')))
    await act(async () => void iframe?.dispatchEvent(new Event('load')))
    await advanceTime(10 * MINUTE)
    expect(waiting?.querySelectorAll('iframe').length).toBeGreaterThan(1)
  })

  test('a queued swap waits behind swaps that continue in a previously hidden part of the page', async () => {
    const forever = new Promise<never>(() => {})
    const Wait = () => {
      throw forever
    }
    const { client, backend, keep } = await openPage([])
    keep([])
    const element = (isHidden: boolean) => (
      <>
        <Suspense fallback={null}>
          {isHidden && <Wait />}
          {[0, 1, 2, 3].map((index) => (
            <SwapEmbed
              key={index}
              place="one"
              data-index={index}
              queryClient={client}
              fetchToken={backend.fetchToken}
            />
          ))}
        </Suspense>
        {[4, 5, 6, 7].map((index) => (
          <SwapEmbed key={index} place="one" data-index={index} queryClient={client} fetchToken={backend.fetchToken} />
        ))}
      </>
    )
    const { rerender } = render(element(false))
    await advanceTime(1)
    for (const frame of frames()) await postFromIframe(frame, 'ready')
    await advanceTime(DUE)
    expect(pending()).toHaveLength(2)
    await act(async () => rerender(element(true)))
    await advanceTime(1)
    // The two that are hidden now go on, and two others have begun.
    expect(pending()).toHaveLength(4)
    await act(async () => rerender(element(false)))
    await advanceTime(1)
    expect(pending()).toHaveLength(4)
    await swapAll()
    expect(frames()).toHaveLength(8)
  })

  test('a queued swap starts when a running swap is unmounted, and delays no swap when it is unmounted itself', async () => {
    const { keep } = await openPage(many(6))
    await advanceTime(DUE)
    const [first, second] = pending().map(indexOf)
    const rest = [0, 1, 2, 3, 4, 5].filter((index) => index !== first && index !== second)
    keep([second ?? -1, ...rest])
    await advanceTime(1)
    expect(pending().map(indexOf)).toEqual([second, rest[0]])
    // The next in line goes, too.
    keep([second ?? -1, rest[0] ?? -1, ...rest.slice(2)])
    await makeReady(pending()[0])
    expect(pending().map(indexOf)).toEqual([rest[0], rest[2]])
  })

  test('a queued swap loads nothing when the viewer signs out', async () => {
    const { client } = await openPage(many(6))
    await advanceTime(DUE)
    await act(async () => clearEmbedTokens(client))
    await advanceTime(MINUTE)
    expect(frames()).toHaveLength(0)
  })

  test('a queued swap leaves no timer when all embeds are unmounted', async () => {
    const { keep, client } = await openPage(many(6))
    await advanceTime(DUE)
    keep([])
    await advanceTime(1)
    client.clear()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a queued swap runs later when the page is hidden at its turn', async () => {
    await openPage(many(4))
    await advanceTime(DUE)
    const [one, other] = pending()
    await setVisibility('hidden')
    await makeReady(one)
    await makeReady(other)
    expect(pending()).toHaveLength(0)
    await setVisibility('visible')
    await advanceTime(1)
    expect(pending()).toHaveLength(2)
    await swapAll()
    expect(frames()).toHaveLength(4)
  })

  test('a queued swap runs in order when the host app calls reload()', async () => {
    const { handles, record } = await openPage(many(4))
    const before = frames()
    await act(async () => {
      handles.forEach((handle) => void handle.current?.reload().catch(() => {}))
      await vi.advanceTimersByTimeAsync(1)
    })
    expect(pending()).toHaveLength(2)
    expect((await swapAll()).most).toBe(2)
    expect(frames().some((frame) => before.includes(frame))).toBe(false)
    expect(record.last?.status).toBe('ready')
  })

  test('a queued swap runs after a machine has slept past all expiries, two at a time', async () => {
    await openPage(many(12))
    simulateSleep(8 * 60 * MINUTE)
    await dispatchPageEvent('window', 'focus')
    await advanceTime(1)
    expect(pending()).toHaveLength(2)
    expect((await swapAll()).most).toBe(2)
  })
})

describe('embeds that have nothing to show', () => {
  /** Mounts twelve more embeds, whose pages load for the first time. */
  function mountMore(props: { readyTimeout?: number } = {}) {
    const { fetchToken } = createFakeBackend({ expiresIn: 3_600 })
    const client = createTestClient()
    const { container } = render(
      many(12).map((_, index) => (
        <SwapEmbed key={index} place="other" queryClient={client} fetchToken={fetchToken} {...props} />
      )),
    )
    return () => [...container.querySelectorAll('iframe')]
  }

  test('load without a turn, and swaps wait until no more than one of them loads', async () => {
    await openPage(many(4))
    await advanceTime(DUE - 8 * SECOND)
    const loading = mountMore()
    await advanceTime(1)
    expect(loading()).toHaveLength(12)
    const swapping = () => pending().filter((frame) => !loading().includes(frame))
    // The token of the four is refreshed.
    await advanceTime(8 * SECOND)
    expect(swapping()).toHaveLength(0)
    for (const frame of loading().slice(0, 11)) await postFromIframe(frame, 'ready')
    expect(swapping()).toHaveLength(1)
    await postFromIframe(loading()[11], 'ready')
    expect(swapping()).toHaveLength(2)
  })

  test('do not keep an embed from its swap in time, however long they load', async () => {
    const { record } = await openPage(many(4))
    await advanceTime(DUE - 2 * SECOND)
    const loading = mountMore({ readyTimeout: HOUR })
    const swapping = () => pending().filter((frame) => !loading().includes(frame))
    for (let second = 0; second < 4 * MINUTE; second += SECOND) {
      for (const frame of swapping()) await postFromIframe(frame, 'ready')
      await advanceTime(SECOND)
    }
    expect(record.statuses).not.toContain('expired')
  })

  test('are retried without a turn, and swaps wait for these retries, too', async () => {
    await openPage(many(4))
    const broken = render(
      many(3).map((_, index) => (
        <SwapEmbed
          key={index}
          place={`broken-${index}`}
          queryClient={createTestClient()}
          fetchToken={createFakeBackend({ expiresIn: 3_600 }).fetchToken}
        />
      )),
    )
    await advanceTime(15 * SECOND)
    await advanceTime(DUE - 8 * SECOND - 15 * SECOND)
    await act(async () => broken.getAllByRole('button').forEach((button) => button.click()))
    await advanceTime(1)
    const retries = [...broken.container.querySelectorAll('iframe')].filter((_, index) => index % 2 === 1)
    expect(retries).toHaveLength(3)
    const swapping = () => pending().filter((frame) => !broken.container.contains(frame))
    await advanceTime(8 * SECOND)
    expect(swapping()).toHaveLength(0)
    for (const retry of retries.slice(0, 2)) await makeReady(retry)
    expect(swapping()).toHaveLength(1)
  })

  test('embeds with a token refreshed during their load are swapped when ready', async () => {
    const { fetchToken } = createFakeBackend({ expiresIn: 3_600 })
    const handle = createRef<EmbedHandle<{ place: string }>>()
    const late = render(
      <SwapEmbed ref={handle} place="late" queryClient={createTestClient()} fetchToken={fetchToken} />,
    )
    await advanceTime(1)
    await act(async () => {
      void handle.current?.refresh()
      await vi.advanceTimersByTimeAsync(5_001)
    })
    const frame = late.container.querySelector('iframe')
    await postFromIframe(frame ?? undefined, 'ready')
    await advanceTime(1)
    await makeReady(late.container.querySelectorAll('iframe')[1])
    expect(late.container.querySelectorAll('iframe')).toHaveLength(1)
    expect(late.container.querySelector('iframe')).not.toBe(frame)
  })

  test('take turns for what follows: twelve whose pages load and do not respond are retried two at a time', async () => {
    const { fetchToken } = createFakeBackend({ expiresIn: 3_600 })
    const client = createTestClient()
    render(
      many(12).map((_, index) => <SwapEmbed key={index} place="mute" queryClient={client} fetchToken={fetchToken} />),
    )
    await advanceTime(1)
    for (const frame of frames()) await act(async () => void frame.dispatchEvent(new Event('load')))
    await advanceTime(15 * SECOND + 1)
    expect(pending()).toHaveLength(2)
  })
})
