import { act, fireEvent, render, renderHook, screen } from '@testing-library/react'
import { createRef, useEffect } from 'react'
import { describe, expect, test, vi } from 'vitest'
import {
  EmbedError,
  type EmbedHandle,
  prefetchEmbedToken,
  type TokenRejection,
  useEmbedToken,
} from '../../src/index.ts'
import {
  acme,
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  frames,
  advanceTime,
  postFromIframe,
  renderEmbed,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

const unavailable = () => new Response('', { status: 503 })

/** When each request was sent, in ms after the first. */
function timesOf(fetchToken: (request: never) => unknown) {
  const times: number[] = []
  const start = Date.now()
  return {
    times,
    fetchToken: ((request: never) => {
      times.push(Date.now() - start)
      return fetchToken(request)
    }) as never,
  }
}

describe('a refresh that fails', () => {
  test('a failed refresh keeps the visible embed, reports degraded, and recovers automatically', async () => {
    const backend = createFakeBackend()
    const record = recordCallbacks()
    const onError = vi.fn()
    await renderEmbed(
      <AcmeEmbed
        place="f"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
        onError={onError}
        renderError={() => 'an error'}
      />,
    )
    const [frame] = frames()
    backend.fault = unavailable
    await advanceTime(47_000)
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'FETCH_FAILED', status: 503 } })
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'FETCH_FAILED', provider: 'acme' }))
    expect(frames()).toEqual([frame])
    expect(screen.queryByText('an error')).toBeNull()
    backend.fault = undefined
    await advanceTime(3_000)
    expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
    expect(frames()).toEqual([frame])
  })

  test('a failed refresh is retried after growing delays, up to half a minute while the token is valid', async () => {
    const backend = createFakeBackend({ expiresIn: 900 })
    const { times, fetchToken } = timesOf(backend.fetchToken)
    await renderEmbed(<AcmeEmbed place="g" queryClient={createTestClient()} fetchToken={fetchToken} />)
    backend.fault = unavailable
    await advanceTime(870_000)
    const gaps = times.slice(2).map((time, i) => Math.round((time - (times[i + 1] ?? 0)) / 10) * 10)
    // Acme's tokens are taken to live 15 min here; random is 0.5, so each delay is three quarters of its cap.
    expect(gaps.slice(0, 7)).toEqual([750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500])
  })

  test('a failed refresh is retried after random delays', async () => {
    const delays = new Set<number>()
    for (const random of [0.1, 0.9]) {
      vi.mocked(Math.random).mockReturnValue(random)
      const backend = createFakeBackend()
      backend.fault = unavailable
      const { times, fetchToken } = timesOf(backend.fetchToken)
      render(<AcmeEmbed place={`j${random}`} queryClient={createTestClient()} fetchToken={fetchToken} />)
      await advanceTime(1_200)
      delays.add((times[1] ?? 0) - (times[0] ?? 0))
    }
    expect(delays.size).toBe(2)
  })

  test('a failed refresh past the expiry keeps the iframe, with a notice', async () => {
    const backend = createFakeBackend()
    const record = recordCallbacks()
    await renderEmbed(
      <AcmeEmbed
        place="x"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
        labels={{ expired: 'out of date' }}
      />,
    )
    const [frame] = frames()
    backend.fault = unavailable
    await advanceTime(61_000)
    expect(record.last?.status).toBe('expired')
    expect(frames()).toEqual([frame])
    expect(frame?.style.opacity).not.toBe('0')
    expect(screen.getByText(/out of date/)).toBeTruthy()
  })

  test('a failed refresh does not reach an error boundary', async () => {
    const backend = createFakeBackend()
    const client = createTestClient()
    client.setDefaultOptions({ queries: { throwOnError: true } })
    await renderEmbed(<AcmeEmbed place="b" queryClient={client} fetchToken={backend.fetchToken} />)
    backend.fault = () => 'a string'
    await advanceTime(50_000)
    expect(frames()).toHaveLength(1)
  })

  test('a failed refresh with 429 waits for its Retry-After', async () => {
    const backend = createFakeBackend()
    const { times, fetchToken } = timesOf(backend.fetchToken)
    backend.fault = () => new Response('', { status: 429, headers: { 'retry-after': '40' } })
    render(<AcmeEmbed place="w" queryClient={createTestClient()} fetchToken={fetchToken} />)
    await advanceTime(39_000)
    expect(times).toHaveLength(1)
    await advanceTime(2_000)
    expect(times).toHaveLength(2)
  })

  test('a failed refresh with 401 is not retried automatically', async () => {
    const backend = createFakeBackend()
    const record = recordCallbacks()
    await renderEmbed(
      <AcmeEmbed
        place="u"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    backend.fault = () => new Response('', { status: 401 })
    await advanceTime(50_000)
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'UNAUTHORIZED' } })
    await advanceTime(3_600_000)
    expect(backend.count).toBe(2)
  })
})

describe('an embed that is mounted after a rejection', () => {
  const rejected = () => new Response('', { status: 403 })

  async function mountAfterRejectedPrefetch(ms: number) {
    const [backend, record, queryClient] = [createFakeBackend(), recordCallbacks(), createTestClient()]
    const props = { place: 'a', fetchToken: backend.fetchToken }
    backend.fault = rejected
    await prefetchEmbedToken(queryClient, acme, props)
    backend.fault = undefined
    await advanceTime(ms)
    const callbacks = { onError: () => {}, onStateChange: record.onStateChange }
    render(<AcmeEmbed {...props} {...callbacks} queryClient={queryClient} />)
    return { backend, record }
  }

  test('an embed mounted after a 403 requests a token and does not report the earlier error', async () => {
    const [backend, record, queryClient] = [createFakeBackend(), recordCallbacks(), createTestClient()]
    const onError = vi.fn()
    const props = { place: 'a', fetchToken: backend.fetchToken, queryClient }
    backend.fault = rejected
    const { unmount } = render(<AcmeEmbed {...props} onError={() => {}} />)
    await advanceTime(10_000)
    unmount()
    backend.fault = undefined
    render(<AcmeEmbed {...props} onError={onError} onStateChange={record.onStateChange} />)
    await advanceTime(1)
    await postFromIframe(frames()[0], 'ready')
    expect(record.statuses).toEqual(['loading', 'ready'])
    expect(onError).not.toHaveBeenCalled()
  })

  test('an embed mounted after a 403 never renders the earlier error', async () => {
    const [backend, queryClient] = [createFakeBackend(), createTestClient()]
    // What a host app's renderError may do in an effect: the viewer who has just signed in is sent to the login again.
    const signIn = vi.fn()
    const ToLogin = () => {
      useEffect(signIn, [])
      return null
    }
    const props = { place: 'a', fetchToken: backend.fetchToken, queryClient, onError: () => {} }
    backend.fault = rejected
    const { unmount } = render(<AcmeEmbed {...props} renderError={() => <ToLogin />} />)
    await advanceTime(10_000)
    unmount()
    expect(signIn).toHaveBeenCalledTimes(1)
    backend.fault = undefined
    render(<AcmeEmbed {...props} renderError={() => <ToLogin />} />)
    await advanceTime(1)
    expect(frames()).toHaveLength(1)
    expect(signIn).toHaveBeenCalledTimes(1)
  })

  test('useEmbedToken mounted after a 403 never returns the earlier error', async () => {
    const [backend, queryClient] = [createFakeBackend(), createTestClient()]
    const statuses: string[] = []
    const useToken = () => {
      const { state } = useEmbedToken(acme, { place: 'a', fetchToken: backend.fetchToken }, { queryClient })
      statuses.push(state.status)
    }
    backend.fault = rejected
    const { unmount } = renderHook(useToken)
    await advanceTime(10_000)
    unmount()
    expect(statuses.splice(0).at(-1)).toBe('error')
    backend.fault = undefined
    renderHook(useToken)
    await advanceTime(1)
    expect([...new Set(statuses)]).toEqual(['loading', 'ready'])
  })

  test('repeated mounts after a 403 request at most one token in five seconds', async () => {
    const [backend, queryClient] = [createFakeBackend(), createTestClient()]
    const props = { place: 'a', fetchToken: backend.fetchToken, queryClient, onError: () => {} }
    backend.fault = rejected
    for (let i = 0; i < 38; i++) {
      const { unmount } = render(<AcmeEmbed {...props} />)
      await advanceTime(500)
      unmount()
    }
    expect(backend.times.map((time) => Math.round((time - (backend.times[0] ?? 0)) / 1_000))).toEqual([0, 5, 10, 15])
  })

  test('an embed mounted right after a rejected prefetch shows the error, and retries after the minimum interval', async () => {
    const { backend, record } = await mountAfterRejectedPrefetch(0)
    await advanceTime(4_000)
    expect(record.states).toMatchObject([{ status: 'error', error: { code: 'UNAUTHORIZED' } }])
    await advanceTime(1_100)
    await postFromIframe(frames()[0], 'ready')
    expect([backend.count, record.last?.status]).toEqual([2, 'ready'])
  })

  test('an embed mounted after a 403 with Retry-After waits for its end, also with refresh()', async () => {
    const [backend, queryClient] = [createFakeBackend(), createTestClient()]
    const props = { place: 'a', fetchToken: backend.fetchToken, queryClient, onError: () => {} }
    backend.fault = () => new Response('', { status: 403, headers: { 'retry-after': '60' } })
    const { unmount } = render(<AcmeEmbed {...props} />)
    await advanceTime(10_000)
    unmount()
    const ref = createRef<EmbedHandle<{ place: string }>>()
    render(<AcmeEmbed {...props} ref={ref} />)
    await expect(ref.current?.refresh()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await advanceTime(54_000)
    expect(backend.count).toBe(1)
    await advanceTime(2_000)
    expect(backend.count).toBe(2)
  })

  test('an embed mounted five seconds after a rejected prefetch requests a token', async () => {
    const { record } = await mountAfterRejectedPrefetch(5_000)
    await advanceTime(1)
    expect(frames()).toHaveLength(1)
    expect(record.statuses).toEqual(['loading'])
  })
})

describe('a rejection as plain data, as a Server Action returns it', () => {
  test.each<[TokenRejection['error'], string, boolean]>([
    [{ status: 401 }, 'UNAUTHORIZED', false],
    [{ status: 403, message: 'No seat left' }, 'UNAUTHORIZED', false],
    [{ status: 404 }, 'REQUEST_REJECTED', false],
    [{ status: 503, retryAfter: 40 }, 'FETCH_FAILED', true],
  ])('a returned rejection %j becomes %s', async (error, code, willRetry) => {
    const record = recordCallbacks()
    const fetchToken = vi.fn(async () => ({ error }))
    const props = { queryClient: createTestClient(), fetchToken, onStateChange: record.onStateChange }
    await renderEmbed(<AcmeEmbed place="r" {...props} />)
    expect(record.last).toMatchObject({ status: 'error', willRetry, error: { code, status: error.status } })
    await advanceTime(39_000)
    expect(fetchToken).toHaveBeenCalledTimes(1)
    await advanceTime(2_000)
    expect(fetchToken).toHaveBeenCalledTimes(willRetry ? 2 : 1)
    if (record.last?.status === 'error')
      expect(record.last.error.message).toContain(error.message ?? String(error.status))
  })

  test("a returned rejection with a client's error is handled like a thrown one", async () => {
    const record = recordCallbacks()
    const error = { name: 'FunctionsHttpError', context: new Response('', { status: 403 }) }
    const fetchToken = async () => ({ data: null, error }) as never
    await renderEmbed(<AcmeEmbed place="r" {...{ fetchToken, queryClient: createTestClient() }} {...record} />)
    expect(record.last).toMatchObject({ error: { code: 'UNAUTHORIZED', status: 403 } })
  })

  test('a returned rejection next to a token is ignored', async () => {
    const fetchToken = () => ({ token: 't', expiresIn: 60, error: null })
    await renderEmbed(<AcmeEmbed place="r" {...{ fetchToken, queryClient: createTestClient() }} />)
    expect(frames()).toHaveLength(1)
  })
})

describe('a first load that fails', () => {
  test('a failed first load shows renderError with a working retry, and no iframe', async () => {
    const backend = createFakeBackend()
    backend.fault = () => new Response('', { status: 403 })
    await renderEmbed(
      <AcmeEmbed
        place="e"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        renderError={({ error, retry, willRetry }) => (
          <button onClick={retry}>
            {error.code} {String(willRetry)}
          </button>
        )}
      />,
    )
    const button = screen.getByText('UNAUTHORIZED false')
    expect(frames()).toHaveLength(0)
    backend.fault = undefined
    fireEvent.click(button)
    await advanceTime(1)
    await postFromIframe(frames()[0], 'ready')
    expect(frames()).toHaveLength(1)
    expect(screen.queryByText(/UNAUTHORIZED/)).toBeNull()
  })

  test('a failed first load is retried automatically and never returns to loading', async () => {
    const backend = createFakeBackend()
    const record = recordCallbacks()
    backend.fault = unavailable
    await renderEmbed(
      <AcmeEmbed
        place="n"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    await advanceTime(300_000)
    expect(record.statuses.filter((status) => status === 'loading')).toHaveLength(1)
    expect(record.last).toMatchObject({ status: 'error', willRetry: true })
    backend.fault = undefined
    await advanceTime(60_000)
    await postFromIframe(frames()[0], 'ready')
    expect(record.last?.status).toBe('ready')
  })

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['an empty object', {}],
    ['an empty token', { token: '' }],
    ['a token that is none', { token: undefined }],
    ['a page', '<!doctype html>'],
    ['a Response', new Response('{"token":"t"}')],
  ])(
    'a first load whose fetcher returns %s is a clear error, without an iframe with token=undefined',
    async (_, answer) => {
      const record = recordCallbacks()
      await renderEmbed(
        <AcmeEmbed
          place={`a${_}`}
          queryClient={createTestClient()}
          fetchToken={() => answer as never}
          onStateChange={record.onStateChange}
        />,
      )
      expect(record.last).toMatchObject({ status: 'error', error: { code: 'INVALID_TOKEN_RESPONSE' } })
      expect(frames()).toHaveLength(0)
    },
  )

  test.each([
    ['throws', () => { throw new Error('no') }], // prettier-ignore
    ['rejects with a string', () => Promise.reject('401')],
    ['rejects with null', () => Promise.reject(null)],
    ['rejects with an abort of its own', () => Promise.reject(new DOMException('', 'AbortError'))],
  ])('a first load whose fetcher %s is retried', async (_, fetchToken) => {
    const record = recordCallbacks()
    await renderEmbed(
      <AcmeEmbed
        place={_}
        queryClient={createTestClient()}
        fetchToken={fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    expect(record.last).toMatchObject({ status: 'error', willRetry: true, error: { code: 'FETCH_FAILED' } })
  })

  test('a first load without a response ends after a minute, and a later response is discarded', async () => {
    const record = recordCallbacks()
    const signals: AbortSignal[] = []
    const fetchToken = vi.fn(async ({ signal }: { signal: AbortSignal }) => {
      signals.push(signal)
      await new Promise((resolve) => setTimeout(resolve, 65_000))
      return { token: 'late', expiresIn: 900 }
    })
    render(
      <AcmeEmbed
        place="t"
        queryClient={createTestClient()}
        fetchToken={fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    await advanceTime(59_000)
    expect(record.last).toEqual({ status: 'loading' })
    await advanceTime(2_000)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'FETCH_TIMEOUT' } })
    expect(signals[0]?.aborted).toBe(true)
    await advanceTime(5_000)
    expect(frames()).toHaveLength(0)
  })

  test('a first load with an expired token is EXPIRED_ON_ARRIVAL, without an iframe', async () => {
    const record = recordCallbacks()
    await renderEmbed(
      <AcmeEmbed
        place="o"
        queryClient={createTestClient()}
        fetchToken={() => ({ token: 'old', expiresAt: '2020-01-01T00:00:00' })}
        onStateChange={record.onStateChange}
      />,
    )
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'EXPIRED_ON_ARRIVAL' } })
    expect(frames()).toHaveLength(0)
  })
})

test.each([
  ['a bad id', { place: 'p', fetchToken: undefined, tokenEndpoint: undefined }],
  ['both sources of tokens', { place: 'p', fetchToken: () => 't', tokenEndpoint: '/t' }],
])('invalid props (%s) are a visible error, not a crash', async (_, props) => {
  const record = recordCallbacks()
  const { container } = await renderEmbed(
    <AcmeEmbed
      {...(props as object as { place: string; fetchToken: () => string })}
      queryClient={createTestClient()}
      onStateChange={record.onStateChange}
    />,
  )
  expect(record.last).toMatchObject({ status: 'error', willRetry: false, error: { code: 'INVALID_PROPS' } })
  expect(container.querySelector('[role=alert]')).toBeTruthy()
})

test('no error, message or JSON contains the token', async () => {
  const record = recordCallbacks()
  const errors: EmbedError[] = []
  const backend = createFakeBackend()
  await renderEmbed(
    <AcmeEmbed
      place="s"
      queryClient={createTestClient()}
      fetchToken={backend.fetchToken}
      onStateChange={record.onStateChange}
      onError={(error) => errors.push(error)}
    />,
  )
  backend.fault = unavailable
  await advanceTime(70_000)
  expect(errors.length).toBeGreaterThan(0)
  expect(JSON.stringify([record.states, errors, errors.map(String), errors.map(({ stack }) => stack)])).not.toContain(
    'token-1',
  )
  await act(async () => {})
})
