import { act, render, renderHook } from '@testing-library/react'
import { createRef, Profiler, StrictMode, Suspense, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { takeComplaints } from '../support/cleanConsole.ts'
import { createEmbed, type EmbedError, type EmbedHandle, FeltEmbed, useEmbedToken } from '../../src/index.ts'
import {
  acme,
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  early,
  frames,
  advanceTime,
  postFromIframe,
  renderEmbed,
  SwapEmbed,
  watchListeners,
  Suspends,
  stubViewport,
} from './support.tsx'

const reported: unknown[] = []
beforeEach(() => {
  vi.useFakeTimers()
  reported.length = 0
  vi.stubGlobal('reportError', (error: unknown) => void reported.push(error))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const boom = () => {
  throw new Error('boom')
}

describe("an error in a host app's callback", () => {
  test('an error in onReady is reported as uncaught, and the page stays ready', async () => {
    const record = recordCallbacks()
    await renderEmbed(
      <AcmeEmbed
        place="r"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend().fetchToken}
        onReady={boom}
        onStateChange={record.onStateChange}
      />,
    )
    expect(record.last?.status).toBe('ready')
    expect(reported).toHaveLength(1)
  })

  test('an error in onStateChange and onError is reported as uncaught, and the embed stays', async () => {
    const backend = createFakeBackend()
    await renderEmbed(
      <AcmeEmbed
        place="s"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={boom}
        onError={boom}
      />,
    )
    backend.fault = () => null
    await advanceTime(50_000)
    expect(frames()).toHaveLength(1)
    expect(reported.length).toBeGreaterThan(1)
  })

  test.each<[string, (controller: { place: string }) => unknown]>([
    ['a promise', async () => {}],
    ['a controller', (controller) => controller],
    ['an object', () => ({ remove: boom })],
    ['null', () => null],
  ])('an onReady that returns %s has no cleanup and causes no error', async (_, onReady) => {
    const props = { queryClient: createTestClient(), fetchToken: createFakeBackend().fetchToken, onReady }
    const { unmount } = await renderEmbed(<AcmeEmbed place="r" {...props} />)
    unmount()
    await advanceTime(1_000)
    expect(reported).toEqual([])
  })

  test.each(['onReady', 'onStateChange'])('a rejection of an async %s is reported as uncaught once', async (name) => {
    const rejection = new Error('async boom')
    let calls = 0
    const callback = async (): Promise<void> => {
      calls += 1
      if (calls === 1) throw rejection
    }
    const props = { queryClient: createTestClient(), fetchToken: createFakeBackend().fetchToken, [name]: callback }
    const { unmount } = await renderEmbed(<AcmeEmbed place="r" {...props} />)
    unmount()
    await advanceTime(1_000)
    expect(reported).toEqual([rejection])
  })

  test('an error in the cleanup of onReady does not prevent a swap', async () => {
    const { unmount } = await renderEmbed(
      <SwapEmbed
        place="c"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend().fetchToken}
        onReady={() => boom}
      />,
    )
    await advanceTime(50_000)
    const next = frames()[1]
    await postFromIframe(next, 'ready')
    await advanceTime(2_000)
    expect(frames()).toEqual([next])
    expect(reported).toHaveLength(1)
    unmount()
    await advanceTime(1)
    expect(reported).toHaveLength(2)
  })

  test('an error in onError for VIEW_TRANSFER_FAILED does not prevent a swap', async () => {
    const Dropping = createEmbed({
      ...acme,
      name: 'dropping',
      refreshStrategy: () => ({ mode: 'swap', transferView: () => Promise.reject(new Error('no')) }),
    })
    await renderEmbed(
      <Dropping
        place="t"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend().fetchToken}
        onError={boom}
      />,
    )
    await advanceTime(50_000)
    const next = frames()[1]
    await postFromIframe(next, 'ready')
    await advanceTime(2_000)
    expect(frames()).toEqual([next])
  })
})

test('invalid props are reported once, even if the host app renders again in onError', async () => {
  const errors: EmbedError[] = []
  function Host() {
    const [error, setError] = useState<EmbedError>()
    return (
      <AcmeEmbed
        place="p"
        {...({ tokenEndpoint: undefined, fetchToken: undefined } as object as { fetchToken: () => string })}
        onError={(given) => {
          errors.push(given)
          setError(given)
        }}
        data-error={error?.code}
      />
    )
  }
  render(<Host />)
  await advanceTime(100)
  expect(errors).toHaveLength(1)
})

test.each([acme, early])(
  'props without a valid URL are a visible error, retried after a delay, not in a loop ($name)',
  async (adapter) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const thrown = vi.fn()
    vi.stubGlobal('reportError', thrown)
    const record = recordCallbacks()
    let fails = true
    const buildSrc = vi.fn(({ place }: { place: string }) => (fails ? boom() : new URL(`https://acme.test/${place}`)))
    const Urlless = createEmbed({ ...adapter, name: 'urlless', buildSrc })
    await renderEmbed(
      <Urlless
        place="u"
        queryClient={createTestClient()}
        fetchToken={createFakeBackend().fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    const message = 'Could not build the iframe URL from these props.'
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'INVALID_PROPS', message }, willRetry: true })
    await advanceTime(10_000)
    expect(buildSrc.mock.calls.length).toBeLessThan(8)
    fails = false
    await advanceTime(10_000)
    vi.unstubAllGlobals()
    expect(frames()).toHaveLength(1)
    expect(thrown).not.toHaveBeenCalled()
  },
)

test('a changed prop is sent to the open page once, with the previous props', async () => {
  const update = vi.fn()
  const Telling = createEmbed<{ place: string; color: string }, { place: string }>({ ...acme, name: 'telling', update })
  const props = { place: 't', queryClient: createTestClient(), fetchToken: createFakeBackend().fetchToken }
  const { rerender } = await renderEmbed(<Telling {...props} color="red" />)
  expect(update).not.toHaveBeenCalled()
  rerender(<Telling {...props} color="blue" />)
  expect(update.mock.calls).toEqual([
    [{ place: 't' }, expect.objectContaining({ color: 'blue' }), expect.objectContaining({ color: 'red' })],
  ])
})

test('a page that reloads itself after a refresh is replaced by one with the newest token', async () => {
  const backend = createFakeBackend()
  const handle = createRef<EmbedHandle<{ place: string }>>()
  await renderEmbed(
    <AcmeEmbed place="r" ref={handle} queryClient={createTestClient()} fetchToken={backend.fetchToken} />,
  )
  const load = () => act(async () => void frames()[0]?.dispatchEvent(new Event('load')))
  await load()
  await act(async () => handle.current?.refresh())
  expect(frames()).toHaveLength(1)
  await load()
  expect(frames().map(({ src }) => src)).toEqual([
    'https://acme.test/r?token=token-1',
    'https://acme.test/r?token=token-2',
  ])
})

test('reload() of the handle requests a token that is not from a cache', async () => {
  const backend = createFakeBackend()
  const handle = createRef<EmbedHandle<{ place: string }>>()
  await renderEmbed(
    <AcmeEmbed place="r" ref={handle} queryClient={createTestClient()} fetchToken={backend.fetchToken} />,
  )
  await act(async () => handle.current?.reload())
  expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial', 'forced'])
})

test('props that change while an iframe loads are sent to the page when it is ready', async () => {
  const update = vi.fn()
  const Telling = createEmbed<{ place: string; color: string }, { place: string }>({
    ...acme,
    name: 'telling',
    update,
  })
  const backend = createFakeBackend({ latency: 100 })
  const client = createTestClient()
  const handle = createRef<EmbedHandle<{ place: string }>>()
  const element = (color: string) => (
    <Telling ref={handle} place="t" color={color} queryClient={client} fetchToken={backend.fetchToken} />
  )
  const { rerender } = render(element('red'))
  await advanceTime(200)
  rerender(element('blue'))
  await postFromIframe(frames()[0], 'ready')
  expect(update.mock.calls.map(([, props, previous]) => [props.color, previous.color])).toEqual([['blue', 'red']])
})

describe('reload()', () => {
  test('reload() rejects and creates no iframe when no token is available', async () => {
    const backend = createFakeBackend()
    const handle = createRef<EmbedHandle<{ place: string }>>()
    await renderEmbed(
      <AcmeEmbed ref={handle} place="r" queryClient={createTestClient()} fetchToken={backend.fetchToken} />,
    )
    backend.fault = () => new Response('', { status: 503 })
    await act(async () => {
      await expect(handle.current?.reload()).rejects.toMatchObject({ code: 'FETCH_FAILED' })
    })
    expect(frames()).toHaveLength(1)
  })

  test('reload() called twice in a row creates one iframe', async () => {
    const backend = createFakeBackend({ latency: 50 })
    const handle = createRef<EmbedHandle<{ place: string }>>()
    render(<AcmeEmbed ref={handle} place="r" queryClient={createTestClient()} fetchToken={backend.fetchToken} />)
    await advanceTime(60)
    await postFromIframe(frames()[0], 'ready')
    await act(async () => {
      const both = Promise.all([handle.current?.reload(), handle.current?.reload()])
      await vi.advanceTimersByTimeAsync(100)
      await both
    })
    expect(frames()).toHaveLength(2)
    expect(backend.count).toBe(2)
  })
})

test('refresh() resolves although the host app invalidates or cancels its queries meanwhile', async () => {
  const backend = createFakeBackend({ latency: 50 })
  const client = createTestClient()
  const handle = createRef<EmbedHandle<{ place: string }>>()
  render(<AcmeEmbed ref={handle} place="r" queryClient={client} fetchToken={backend.fetchToken} />)
  await advanceTime(60)
  await postFromIframe(frames()[0], 'ready')
  const refreshed = vi.fn()
  await act(async () => {
    void client.invalidateQueries()
    void handle.current?.refresh().then(refreshed)
    await vi.advanceTimersByTimeAsync(20)
    await client.cancelQueries()
    await vi.advanceTimersByTimeAsync(100)
  })
  expect(refreshed).toHaveBeenCalledTimes(1)
  expect(backend.count).toBe(2)
})

test('a tree that is removed while Suspense hides it leaves no listener', async () => {
  const listeners = watchListeners()
  const cleanup = vi.fn()
  const backend = createFakeBackend()
  const client = createTestClient()
  const element = (waits: boolean) => (
    <Suspense fallback="…">
      <AcmeEmbed place="s" queryClient={client} fetchToken={backend.fetchToken} onReady={() => cleanup} />
      <Suspends isWaiting={waits} />
    </Suspense>
  )
  const { rerender, unmount } = await renderEmbed(element(false))
  await act(async () => rerender(element(true)))
  await advanceTime(10)
  expect(cleanup).not.toHaveBeenCalled()
  unmount()
  // React says nothing of it, so the next check of the watchdog finds it.
  await advanceTime(15_000)
  expect(cleanup).toHaveBeenCalledTimes(1)
  expect(listeners.added()).toContain('message')
  expect(listeners.removed()).toEqual(listeners.added())
})

test('an embed whose container joins the page later works, in StrictMode too', async () => {
  const container = document.createElement('div')
  const root = createRoot(container)
  const backend = createFakeBackend()
  const record = recordCallbacks()
  await act(async () =>
    root.render(
      <StrictMode>
        <AcmeEmbed
          place="d"
          queryClient={createTestClient()}
          fetchToken={backend.fetchToken}
          onStateChange={record.onStateChange}
        />
      </StrictMode>,
    ),
  )
  await advanceTime(1)
  document.body.append(container)
  await postFromIframe(frames()[0], 'ready')
  expect(record.last?.status).toBe('ready')
  await act(async () => root.unmount())
  container.remove()
})

test('a lazy embed creates no iframe from a token of another embed', async () => {
  stubViewport()
  const client = createTestClient()
  const backend = createFakeBackend()
  await renderEmbed(
    <>
      <AcmeEmbed place="l" queryClient={client} fetchToken={backend.fetchToken} />
      <AcmeEmbed place="l" loading="lazy" queryClient={client} fetchToken={backend.fetchToken} />
    </>,
  )
  expect(frames()).toHaveLength(1)
})

test.each([NaN, 0, -1])('readyTimeout={%s} is an error that says so, without an iframe', async (readyTimeout) => {
  const record = recordCallbacks()
  await renderEmbed(
    <AcmeEmbed
      place="timeout"
      queryClient={createTestClient()}
      readyTimeout={readyTimeout}
      fetchToken={createFakeBackend().fetchToken}
      onStateChange={record.onStateChange}
    />,
  )
  const message = `readyTimeout must be a number of ms above 0; it is ${readyTimeout}.`
  expect(record.last).toMatchObject({ status: 'error', error: { code: 'INVALID_PROPS', provider: 'acme', message } })
  expect(frames()).toHaveLength(0)
})

test('refresh() of useEmbedToken requests a token with this reason', async () => {
  const backend = createFakeBackend()
  const queryClient = createTestClient()
  const { result } = renderHook(() =>
    useEmbedToken(acme, { place: 'reason', fetchToken: backend.fetchToken }, { queryClient }),
  )
  await advanceTime(1)
  await act(() => result.current.refresh())
  expect(backend.requests.map(({ reason }) => reason)).toEqual(['initial', 'requested'])
})

test('refresh() of useEmbedToken after unmount rejects, and fetches nothing', async () => {
  const backend = createFakeBackend()
  const queryClient = createTestClient()
  const { result, unmount } = renderHook(() =>
    useEmbedToken(acme, { place: 'gone', fetchToken: backend.fetchToken }, { queryClient }),
  )
  await advanceTime(1)
  unmount()
  await expect(result.current.refresh()).rejects.toMatchObject({ code: 'UNMOUNTED' })
  expect(backend.count).toBe(1)
})

describe("a host page's Content-Security-Policy that blocks the iframe", () => {
  /** Chromium's report of a blocked iframe: its origin only. */
  const violate = (details: Partial<SecurityPolicyViolationEventInit>) =>
    act(async () => {
      const violation = { effectiveDirective: 'frame-src', blockedURI: 'https://acme.test', disposition: 'enforce' }
      document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), violation, details))
    })

  const renderBlockableEmbed = async (Embed = AcmeEmbed) => {
    const [backend, record, onError] = [createFakeBackend(), recordCallbacks(), vi.fn()]
    const props = { fetchToken: backend.fetchToken, onStateChange: record.onStateChange, onError }
    render(<Embed place="csp" queryClient={createTestClient()} {...props} />)
    await advanceTime(1)
    return { backend, record, onError }
  }
  const renderUnresponsiveEmbed = async () => (await renderBlockableEmbed()).record

  test('a blocked iframe is an immediate error that says what to allow, also after its load event', async () => {
    const record = await renderUnresponsiveEmbed()
    await violate({})
    const expected = { status: 'error', willRetry: false, error: { code: 'FRAME_BLOCKED', retryable: false } }
    expect(record.last).toMatchObject(expected)
    expect(record.last).toHaveProperty('error.message', expect.stringContaining('frame-src https://acme.test'))
    act(() => void frames()[0]?.dispatchEvent(new Event('load')))
    await advanceTime(16_000)
    expect(record.last).toMatchObject(expected)
    expect(frames()).toHaveLength(1)
  })

  test.each([
    ['is only reported', { disposition: 'report' as const }],
    ['is about something else', { effectiveDirective: 'img-src' }],
    ['is about somebody else', { blockedURI: 'https://other.test' }],
  ])('a Content-Security-Policy report that %s changes nothing', async (_, details) => {
    const record = await renderUnresponsiveEmbed()
    await violate(details)
    expect(record.last?.status).toBe('loading')
  })

  test.each([
    ['by handover', SwapEmbed],
    ['in place', AcmeEmbed],
  ])(
    'a blocked iframe is reported once, and forces no token, regardless of other blocked iframes: %s',
    async (_, Embed) => {
      const { backend, onError } = await renderBlockableEmbed(Embed)
      await violate({})
      for (let life = 0; life < 10; life += 1) {
        await violate({})
        await advanceTime(60_000)
      }
      expect(backend.requests.filter(({ reason }) => reason === 'forced')).toEqual([])
      expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'FRAME_BLOCKED' }))
      expect(frames()).toHaveLength(1)
    },
  )

  test('a blocked pending iframe leaves the active iframe, and is not retried by a timer', async () => {
    const { backend, record, onError } = await renderBlockableEmbed(SwapEmbed)
    await postFromIframe(frames()[0], 'ready')
    const [live] = frames()
    await advanceTime(50_000)
    expect(frames()).toHaveLength(2)
    await violate({})
    expect(frames()).toEqual([live])
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'SWAP_FAILED', retryable: false } })
    await advanceTime(300_000)
    expect(backend.requests.filter(({ reason }) => reason === 'forced')).toEqual([])
    expect(frames()).toEqual([live])
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['SWAP_FAILED'])
  })

  test('a late Content-Security-Policy report for a ready page changes nothing', async () => {
    const record = await renderUnresponsiveEmbed()
    await postFromIframe(frames()[0], 'ready')
    await violate({})
    expect(record.last?.status).toBe('ready')
  })
})

test('a viewerId other than a string, in an app without types, causes no failure', async () => {
  const { fetchToken } = createFakeBackend()
  await renderEmbed(
    <AcmeEmbed place="number" viewerId={7 as never} queryClient={createTestClient()} fetchToken={fetchToken} />,
  )
  expect(frames()).toHaveLength(1)
})

test('useEmbedToken without a token source reports an error, and requests nothing', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch')
  const queryClient = createTestClient()
  const { result } = renderHook(() => useEmbedToken(acme, { place: 'none' } as never, { queryClient }))
  await advanceTime(60_000)
  expect(result.current.state).toMatchObject({ status: 'error', error: { code: 'INVALID_PROPS' }, willRetry: false })
  expect(fetched).not.toHaveBeenCalled()
})

test('an adapter whose sendToken throws does not crash the host app', async () => {
  const BrokenEmbed = createEmbed({
    ...acme,
    name: 'failed',
    refreshStrategy: () => ({
      mode: 'in-place',
      sendToken: boom,
    }),
  })
  const { fetchToken } = createFakeBackend()
  await renderEmbed(<BrokenEmbed place="x" queryClient={createTestClient()} fetchToken={fetchToken} />)
  await advanceTime(50_000)
  expect(frames()).toHaveLength(1)
  expect(reported).toEqual([expect.objectContaining({ message: 'boom' })])
})

test('a map in a document without MessageChannel leaves the event loop free between handshake attempts, and stops on unmount', async () => {
  let tries = 0
  let stop = () => {}
  vi.stubGlobal('MessageChannel', function MissingChannel() {
    tries += 1
    // A loop without a pause ends here: it would block this test, and the run with it.
    if (tries === 100) stop()
    throw new ReferenceError('MessageChannel is not defined')
  })
  const { unmount } = render(
    <FeltEmbed mapId="m" queryClient={createTestClient()} fetchToken={createFakeBackend().fetchToken} />,
  )
  stop = unmount
  await advanceTime(1)
  await act(async () => void frames()[0]?.dispatchEvent(new Event('load')))
  await advanceTime(3_000)
  expect(tries).toBeGreaterThan(3)
  expect(tries).toBeLessThan(10)
  unmount()
  const before = tries
  await advanceTime(60_000)
  expect(tries).toBe(before)
})

test('an embed with invalid props whose ref is a state setter does not render in a loop', async () => {
  const onRender = vi.fn()
  const invalid = { fetchToken: undefined } as object as { fetchToken: () => string }
  function Host() {
    const [, setHandle] = useState<EmbedHandle<{ place: string }> | null>(null)
    return <AcmeEmbed ref={setHandle} place="p" {...invalid} />
  }
  render(
    <Profiler id="host" onRender={onRender}>
      <Host />
    </Profiler>,
  )
  await advanceTime(100)
  expect(onRender.mock.calls.length).toBeLessThan(10)
})

test('an adapter whose refreshStrategy throws is an error of the embed, and does not affect other embeds', async () => {
  const BrokenEmbed = createEmbed({ ...acme, refreshStrategy: boom })
  const [client, backend, record] = [createTestClient(), createFakeBackend(), recordCallbacks()]
  const common = { queryClient: client, fetchToken: backend.fetchToken }
  const view = render(
    <>
      <AcmeEmbed place="other" {...common} />
      <BrokenEmbed place="broken" {...common} onStateChange={record.onStateChange} />
    </>,
  )
  await advanceTime(1)
  expect(record.last).toMatchObject({
    status: 'error',
    error: { code: 'INVALID_PROPS', cause: { message: 'boom' }, message: 'Invalid props. See `cause`.' },
  })
  expect(frames()).toHaveLength(1)
  view.unmount()
  client.clear()
  await advanceTime(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a swap while Suspense hides the embed does not take focus from another element', async () => {
  const [backend, client] = [createFakeBackend(), createTestClient()]
  const element = (waits: boolean) => (
    <>
      <input />
      <Suspense fallback="…">
        <SwapEmbed place="s" queryClient={client} fetchToken={backend.fetchToken} />
        <Suspends isWaiting={waits} />
      </Suspense>
    </>
  )
  const { rerender } = await renderEmbed(element(false))
  await advanceTime(50_000)
  const next = frames()[1]
  await act(async () => rerender(element(true)))
  frames()[0]?.focus()
  await postFromIframe(next, 'ready')
  await advanceTime(10_000)
  const input = document.querySelector('input')
  input?.focus()
  await act(async () => rerender(element(false)))
  await advanceTime(10)
  expect(frames()).toEqual([next])
  expect(document.activeElement).toBe(input)
})

test('an embed that is unmounted while a token is sent to the page leaves no timer', async () => {
  const [client, backend] = [createTestClient(), createFakeBackend({ expiresIn: 900 })]
  let unmount = () => {}
  const Embed = createEmbed({
    ...acme,
    name: 'unmounting',
    refreshStrategy: () => ({ mode: 'in-place', sendToken: () => unmount() }),
  })
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  await act(async () => root.render(<Embed place="u" queryClient={client} fetchToken={backend.fetchToken} />))
  await advanceTime(1)
  await postFromIframe(frames()[0], 'ready')
  unmount = () => root.unmount()
  await advanceTime(850_000)
  expect(frames()).toEqual([])
  client.clear()
  await advanceTime(3_000)
  // React complains, as the app unmounts what it may be rendering.
  takeComplaints()
  expect(vi.getTimerCount()).toBe(0)
})

test('the observer of a lazy embed ends when the embed is near the viewport', async () => {
  const { comeNear, disconnect } = stubViewport()
  const { fetchToken } = createFakeBackend()
  render(<AcmeEmbed place="l" loading="lazy" queryClient={createTestClient()} fetchToken={fetchToken} />)
  await comeNear()
  await advanceTime(1)
  expect(frames()).toHaveLength(1)
  expect(disconnect).toHaveBeenCalledTimes(1)
})
