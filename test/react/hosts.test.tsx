import { act, render, renderHook } from '@testing-library/react'
import { createRef, StrictMode, Suspense, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createEmbed, type EmbedError, type EmbedHandle, FeltEmbed, useEmbedToken } from '../../src/index.ts'
import { acme, AcmeEmbed, aBackEnd, aClient, aRecord, early, frames, pass, say, show, SwapEmbed } from './support.tsx'

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

describe('a host callback that throws is reported as uncaught, and', () => {
  test('in onReady leaves the page ready', async () => {
    const record = aRecord()
    await show(
      <AcmeEmbed
        place="r"
        queryClient={aClient()}
        fetchToken={aBackEnd().fetchToken}
        onReady={boom}
        onStateChange={record.onStateChange}
      />,
    )
    expect(record.last?.status).toBe('ready')
    expect(reported).toHaveLength(1)
  })

  test('in onStateChange and onError leaves the embed on the page', async () => {
    const backEnd = aBackEnd()
    await show(
      <AcmeEmbed
        place="s"
        queryClient={aClient()}
        fetchToken={backEnd.fetchToken}
        onStateChange={boom}
        onError={boom}
      />,
    )
    backEnd.fault = () => null
    await pass(50_000)
    expect(frames()).toHaveLength(1)
    expect(reported.length).toBeGreaterThan(1)
  })

  test('in the cleanup of onReady does not keep a handover from happening', async () => {
    const { unmount } = await show(
      <SwapEmbed place="c" queryClient={aClient()} fetchToken={aBackEnd().fetchToken} onReady={() => boom} />,
    )
    await pass(50_000)
    const next = frames()[1]
    await say(next, 'ready')
    await pass(2_000)
    expect(frames()).toEqual([next])
    expect(reported).toHaveLength(1)
    unmount()
    await pass(1)
    expect(reported).toHaveLength(2)
  })

  test('in onError of a view that was not carried does not keep a handover from happening', async () => {
    const Dropping = createEmbed({
      ...acme,
      name: 'dropping',
      refreshStrategy: () => ({ mode: 'swap', transferView: () => Promise.reject(new Error('no')) }),
    })
    await show(<Dropping place="t" queryClient={aClient()} fetchToken={aBackEnd().fetchToken} onError={boom} />)
    await pass(50_000)
    const next = frames()[1]
    await say(next, 'ready')
    await pass(2_000)
    expect(frames()).toEqual([next])
  })
})

test('props that make no sense are reported once, though the host renders again with the error', async () => {
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
  await pass(100)
  expect(errors).toHaveLength(1)
})

test.each([acme, early])(
  'props of which no URL can be made are an error to see, tried again after a pause, not in a loop ($name)',
  async (adapter) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const thrown = vi.fn()
    vi.stubGlobal('reportError', thrown)
    const record = aRecord()
    let fails = true
    const buildSrc = vi.fn(({ place }: { place: string }) => (fails ? boom() : new URL(`https://acme.test/${place}`)))
    const Urlless = createEmbed({ ...adapter, name: 'urlless', buildSrc })
    await show(
      <Urlless
        place="u"
        queryClient={aClient()}
        fetchToken={aBackEnd().fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'INVALID_PROPS' }, willRetry: true })
    await pass(10_000)
    expect(buildSrc.mock.calls.length).toBeLessThan(8)
    fails = false
    await pass(10_000)
    vi.unstubAllGlobals()
    expect(frames()).toHaveLength(1)
    expect(thrown).not.toHaveBeenCalled()
  },
)

test('props that change while a frame is on its way are told to it when it is ready', async () => {
  const update = vi.fn()
  const Telling = createEmbed<{ place: string; colour: string }, { place: string }>({
    ...acme,
    name: 'telling',
    update,
  })
  const backEnd = aBackEnd({ latency: 100 })
  const client = aClient()
  const handle = createRef<EmbedHandle<{ place: string }>>()
  const element = (colour: string) => (
    <Telling ref={handle} place="t" colour={colour} queryClient={client} fetchToken={backEnd.fetchToken} />
  )
  const { rerender } = render(element('red'))
  await pass(200)
  rerender(element('blue'))
  await say(frames()[0], 'ready')
  expect(update.mock.calls.map(([, props, previous]) => [props.colour, previous.colour])).toEqual([['blue', 'red']])
})

describe('reload()', () => {
  test('rejects and makes no frame when no token can be had', async () => {
    const backEnd = aBackEnd()
    const handle = createRef<EmbedHandle<{ place: string }>>()
    await show(<AcmeEmbed ref={handle} place="r" queryClient={aClient()} fetchToken={backEnd.fetchToken} />)
    backEnd.fault = () => new Response('', { status: 503 })
    await act(async () => {
      await expect(handle.current?.reload()).rejects.toMatchObject({ code: 'FETCH_FAILED' })
    })
    expect(frames()).toHaveLength(1)
  })

  test('twice in a row makes one frame', async () => {
    const backEnd = aBackEnd({ latency: 50 })
    const handle = createRef<EmbedHandle<{ place: string }>>()
    render(<AcmeEmbed ref={handle} place="r" queryClient={aClient()} fetchToken={backEnd.fetchToken} />)
    await pass(60)
    await say(frames()[0], 'ready')
    await act(async () => {
      const both = Promise.all([handle.current?.reload(), handle.current?.reload()])
      await vi.advanceTimersByTimeAsync(100)
      await both
    })
    expect(frames()).toHaveLength(2)
    expect(backEnd.count).toBe(2)
  })
})

test('refresh() gets its token though the host invalidates or cancels its queries meanwhile', async () => {
  const backEnd = aBackEnd({ latency: 50 })
  const client = aClient()
  const handle = createRef<EmbedHandle<{ place: string }>>()
  render(<AcmeEmbed ref={handle} place="r" queryClient={client} fetchToken={backEnd.fetchToken} />)
  await pass(60)
  await say(frames()[0], 'ready')
  const refreshed = vi.fn()
  await act(async () => {
    void client.invalidateQueries()
    void handle.current?.refresh().then(refreshed)
    await vi.advanceTimersByTimeAsync(20)
    await client.cancelQueries()
    await vi.advanceTimersByTimeAsync(100)
  })
  expect(refreshed).toHaveBeenCalledTimes(1)
  expect(backEnd.count).toBe(2)
})

test('a tree that is removed while Suspense hides it leaves no listener', async () => {
  const add = vi.spyOn(window, 'addEventListener')
  const cleanup = vi.fn()
  const backEnd = aBackEnd()
  const client = aClient()
  const never = new Promise<void>(() => {})
  const Late = ({ waits }: { waits: boolean }) => {
    // What `use` does, which React 18 does not have.
    if (waits) throw never
    return null
  }
  const element = (waits: boolean) => (
    <Suspense fallback="…">
      <AcmeEmbed place="s" queryClient={client} fetchToken={backEnd.fetchToken} onReady={() => cleanup} />
      <Late waits={waits} />
    </Suspense>
  )
  const { rerender, unmount } = await show(element(false))
  await act(async () => rerender(element(true)))
  await pass(10)
  expect(cleanup).not.toHaveBeenCalled()
  unmount()
  await pass(10)
  expect(cleanup).toHaveBeenCalledTimes(1)
  const signals = add.mock.calls.flatMap(([, , options]) =>
    typeof options === 'object' && options.signal ? [options.signal] : [],
  )
  expect(signals.every(({ aborted }) => aborted)).toBe(true)
})

test('an embed whose container joins the page later works, in StrictMode too', async () => {
  const container = document.createElement('div')
  const root = createRoot(container)
  const backEnd = aBackEnd()
  const record = aRecord()
  await act(async () =>
    root.render(
      <StrictMode>
        <AcmeEmbed
          place="d"
          queryClient={aClient()}
          fetchToken={backEnd.fetchToken}
          onStateChange={record.onStateChange}
        />
      </StrictMode>,
    ),
  )
  await pass(1)
  document.body.append(container)
  await say(frames()[0], 'ready')
  expect(record.last?.status).toBe('ready')
  await act(async () => root.unmount())
  container.remove()
})

test('a lazy embed makes no frame of a token that another embed has', async () => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  const client = aClient()
  const backEnd = aBackEnd()
  await show(
    <>
      <AcmeEmbed place="l" queryClient={client} fetchToken={backEnd.fetchToken} />
      <AcmeEmbed place="l" loading="lazy" queryClient={client} fetchToken={backEnd.fetchToken} />
    </>,
  )
  expect(frames()).toHaveLength(1)
})

test.each([NaN, 0, -1])('readyTimeout={%s} is an error that says so, and no frame', async (readyTimeout) => {
  const record = aRecord()
  await show(
    <AcmeEmbed
      place="timeout"
      queryClient={aClient()}
      readyTimeout={readyTimeout}
      fetchToken={aBackEnd().fetchToken}
      onStateChange={record.onStateChange}
    />,
  )
  expect(record.last).toMatchObject({ status: 'error', error: { code: 'INVALID_PROPS' } })
  expect(frames()).toHaveLength(0)
})

test('refresh() of useEmbedToken after unmount rejects, and fetches nothing', async () => {
  const backEnd = aBackEnd()
  const { result, unmount } = renderHook(() =>
    useEmbedToken(acme, { place: 'gone', fetchToken: backEnd.fetchToken }, { queryClient: aClient() }),
  )
  await pass(1)
  unmount()
  await expect(result.current.refresh()).rejects.toMatchObject({ code: 'UNMOUNTED' })
  expect(backEnd.count).toBe(1)
})

describe("a Content-Security-Policy of the host's that forbids the frame", () => {
  /** What Chromium says of a blocked frame: its origin alone. */
  const violate = (details: Partial<SecurityPolicyViolationEventInit>) =>
    act(async () => {
      const violation = { effectiveDirective: 'frame-src', blockedURI: 'https://acme.test', disposition: 'enforce' }
      document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), violation, details))
    })

  const aBlockableEmbed = async (Embed = AcmeEmbed) => {
    const [backEnd, record, onError] = [aBackEnd(), aRecord(), vi.fn()]
    const props = { fetchToken: backEnd.fetchToken, onStateChange: record.onStateChange, onError }
    render(<Embed place="csp" queryClient={aClient()} {...props} />)
    await pass(1)
    return { backEnd, record, onError }
  }
  const anUnansweredEmbed = async () => (await aBlockableEmbed()).record

  test('is an error at once that says what to allow, and stays one when the frame fires its load', async () => {
    const record = await anUnansweredEmbed()
    await violate({})
    const expected = { status: 'error', willRetry: false, error: { code: 'FRAME_BLOCKED', retryable: false } }
    expect(record.last).toMatchObject(expected)
    expect(record.last).toHaveProperty('error.message', expect.stringContaining('frame-src https://acme.test'))
    act(() => void frames()[0]?.dispatchEvent(new Event('load')))
    await pass(16_000)
    expect(record.last).toMatchObject(expected)
    expect(frames()).toHaveLength(1)
  })

  test.each([
    ['is only reported', { disposition: 'report' as const }],
    ['is about something else', { effectiveDirective: 'img-src' }],
    ['is about somebody else', { blockedURI: 'https://other.test' }],
  ])('that %s changes nothing', async (_, details) => {
    const record = await anUnansweredEmbed()
    await violate(details)
    expect(record.last?.status).toBe('loading')
  })

  test.each([
    ['by handover', SwapEmbed],
    ['in place', AcmeEmbed],
  ])(
    'stays one error, and forces no token, however long it lasts and whoever else is blocked: %s',
    async (_, Embed) => {
      const { backEnd, onError } = await aBlockableEmbed(Embed)
      await violate({})
      for (let life = 0; life < 10; life += 1) {
        await violate({})
        await pass(60_000)
      }
      expect(backEnd.requests.filter(({ reason }) => reason === 'forced')).toEqual([])
      expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'FRAME_BLOCKED' }))
      expect(frames()).toHaveLength(1)
    },
  )

  test('of the next page alone leaves the one on show, and is not tried again by any timer', async () => {
    const { backEnd, record, onError } = await aBlockableEmbed(SwapEmbed)
    await say(frames()[0], 'ready')
    const [live] = frames()
    await pass(50_000)
    expect(frames()).toHaveLength(2)
    await violate({})
    expect(frames()).toEqual([live])
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'SWAP_FAILED', retryable: false } })
    await pass(300_000)
    expect(backEnd.requests.filter(({ reason }) => reason === 'forced')).toEqual([])
    expect(frames()).toEqual([live])
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['SWAP_FAILED'])
  })

  test('and comes when the page already works changes nothing', async () => {
    const record = await anUnansweredEmbed()
    await say(frames()[0], 'ready')
    await violate({})
    expect(record.last?.status).toBe('ready')
  })
})

test('a viewer that is no text, of a host without types, does no harm', async () => {
  const { fetchToken } = aBackEnd()
  await show(<AcmeEmbed place="number" viewerId={7 as never} queryClient={aClient()} fetchToken={fetchToken} />)
  expect(frames()).toHaveLength(1)
})

test('useEmbedToken without a place to get tokens from says so, and asks nobody', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch')
  const { result } = renderHook(() => useEmbedToken(acme, { place: 'none' } as never, { queryClient: aClient() }))
  await pass(60_000)
  expect(result.current.state).toMatchObject({ status: 'error', error: { code: 'INVALID_PROPS' }, willRetry: false })
  expect(fetched).not.toHaveBeenCalled()
})

test('a vendor that cannot deliver a token does not take the host down', async () => {
  const BrokenEmbed = createEmbed({
    ...acme,
    name: 'failed',
    refreshStrategy: () => ({
      mode: 'in-place',
      sendToken: boom,
    }),
  })
  const { fetchToken } = aBackEnd()
  await show(<BrokenEmbed place="x" queryClient={aClient()} fetchToken={fetchToken} />)
  await pass(50_000)
  expect(frames()).toHaveLength(1)
  expect(reported).toEqual([expect.objectContaining({ message: 'boom' })])
})

test('a map in a document without MessageChannel leaves the event loop free between its tries, and ends them on unmount', async () => {
  let tries = 0
  let stop = () => {}
  vi.stubGlobal('MessageChannel', function MissingChannel() {
    tries += 1
    // A loop without a pause ends here: it would block this test, and the run with it.
    if (tries === 100) stop()
    throw new ReferenceError('MessageChannel is not defined')
  })
  const { unmount } = render(<FeltEmbed mapId="m" queryClient={aClient()} fetchToken={aBackEnd().fetchToken} />)
  stop = unmount
  await pass(1)
  await act(async () => void frames()[0]?.dispatchEvent(new Event('load')))
  await pass(3_000)
  expect(tries).toBeGreaterThan(3)
  expect(tries).toBeLessThan(10)
  unmount()
  const before = tries
  await pass(60_000)
  expect(tries).toBe(before)
})
