import { act, fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { EmbedError } from '../../src/index.ts'
import { AcmeEmbed, aBackEnd, aClient, aRecord, frames, pass, say, show, fakeTimeAndChance } from './support.tsx'

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
  test('leaves the embed on show alone, says so, and recovers by itself', async () => {
    const backEnd = aBackEnd()
    const record = aRecord()
    const onError = vi.fn()
    await show(
      <AcmeEmbed
        place="f"
        queryClient={aClient()}
        fetchToken={backEnd.fetchToken}
        onStateChange={record.onStateChange}
        onError={onError}
        renderError={() => 'an error'}
      />,
    )
    const [frame] = frames()
    backEnd.fault = unavailable
    await pass(47_000)
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'FETCH_FAILED', status: 503 } })
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'FETCH_FAILED', provider: 'acme' }))
    expect(frames()).toEqual([frame])
    expect(screen.queryByText('an error')).toBeNull()
    backEnd.fault = undefined
    await pass(3_000)
    expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
    expect(frames()).toEqual([frame])
  })

  test('is tried again after growing delays, up to half a minute while the token is good', async () => {
    const backEnd = aBackEnd({ expiresIn: 900 })
    const { times, fetchToken } = timesOf(backEnd.fetchToken)
    await show(<AcmeEmbed place="g" queryClient={aClient()} fetchToken={fetchToken} />)
    backEnd.fault = unavailable
    await pass(870_000)
    const gaps = times.slice(2).map((time, i) => Math.round((time - (times[i + 1] ?? 0)) / 10) * 10)
    // Acme's tokens are taken to live 15 min here; random is 0.5, so each delay is three quarters of its cap.
    expect(gaps.slice(0, 7)).toEqual([750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500])
  })

  test('draws its delays at random', async () => {
    const delays = new Set<number>()
    for (const random of [0.1, 0.9]) {
      vi.mocked(Math.random).mockReturnValue(random)
      const backEnd = aBackEnd()
      backEnd.fault = unavailable
      const { times, fetchToken } = timesOf(backEnd.fetchToken)
      render(<AcmeEmbed place={`j${random}`} queryClient={aClient()} fetchToken={fetchToken} />)
      await pass(1_200)
      delays.add((times[1] ?? 0) - (times[0] ?? 0))
    }
    expect(delays.size).toBe(2)
  })

  test('past the expiry leaves the frame, with a notice under it', async () => {
    const backEnd = aBackEnd()
    const record = aRecord()
    await show(
      <AcmeEmbed
        place="x"
        queryClient={aClient()}
        fetchToken={backEnd.fetchToken}
        onStateChange={record.onStateChange}
        labels={{ expired: 'out of date' }}
      />,
    )
    const [frame] = frames()
    backEnd.fault = unavailable
    await pass(61_000)
    expect(record.last?.status).toBe('expired')
    expect(frames()).toEqual([frame])
    expect(frame?.style.opacity).not.toBe('0')
    expect(screen.getByText(/out of date/)).toBeTruthy()
  })

  test('does not reach an error boundary', async () => {
    const backEnd = aBackEnd()
    const client = aClient()
    client.setDefaultOptions({ queries: { throwOnError: true } })
    await show(<AcmeEmbed place="b" queryClient={client} fetchToken={backEnd.fetchToken} />)
    backEnd.fault = () => 'a string'
    await pass(50_000)
    expect(frames()).toHaveLength(1)
  })

  test('with 429 waits as long as it is told', async () => {
    const backEnd = aBackEnd()
    const { times, fetchToken } = timesOf(backEnd.fetchToken)
    backEnd.fault = () => new Response('', { status: 429, headers: { 'retry-after': '40' } })
    render(<AcmeEmbed place="w" queryClient={aClient()} fetchToken={fetchToken} />)
    await pass(39_000)
    expect(times).toHaveLength(1)
    await pass(2_000)
    expect(times).toHaveLength(2)
  })

  test('with 401 is not tried again by itself', async () => {
    const backEnd = aBackEnd()
    const record = aRecord()
    await show(
      <AcmeEmbed
        place="u"
        queryClient={aClient()}
        fetchToken={backEnd.fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    backEnd.fault = () => new Response('', { status: 401 })
    await pass(50_000)
    expect(record.last).toMatchObject({ status: 'degraded', error: { code: 'UNAUTHORIZED' } })
    await pass(3_600_000)
    expect(backEnd.count).toBe(2)
  })
})

describe('a first load that fails', () => {
  test('shows renderError with a working retry, and no frame', async () => {
    const backEnd = aBackEnd()
    backEnd.fault = () => new Response('', { status: 403 })
    await show(
      <AcmeEmbed
        place="e"
        queryClient={aClient()}
        fetchToken={backEnd.fetchToken}
        renderError={({ error, retry, willRetry }) => (
          <button onClick={retry}>
            {error.code} {String(willRetry)}
          </button>
        )}
      />,
    )
    const button = screen.getByText('UNAUTHORIZED false')
    expect(frames()).toHaveLength(0)
    backEnd.fault = undefined
    fireEvent.click(button)
    await pass(1)
    await say(frames()[0], 'ready')
    expect(frames()).toHaveLength(1)
    expect(screen.queryByText(/UNAUTHORIZED/)).toBeNull()
  })

  test('is tried again by itself and never flickers back to loading', async () => {
    const backEnd = aBackEnd()
    const record = aRecord()
    backEnd.fault = unavailable
    await show(
      <AcmeEmbed
        place="n"
        queryClient={aClient()}
        fetchToken={backEnd.fetchToken}
        onStateChange={record.onStateChange}
      />,
    )
    await pass(300_000)
    expect(record.statuses.filter((status) => status === 'loading')).toHaveLength(1)
    expect(record.last).toMatchObject({ status: 'error', willRetry: true })
    backEnd.fault = undefined
    await pass(60_000)
    await say(frames()[0], 'ready')
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
  ])('because the fetcher answers with %s is a clear error, and no frame with token=undefined', async (_, answer) => {
    const record = aRecord()
    await show(
      <AcmeEmbed
        place={`a${_}`}
        queryClient={aClient()}
        fetchToken={() => answer as never}
        onStateChange={record.onStateChange}
      />,
    )
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'INVALID_TOKEN_RESPONSE' } })
    expect(frames()).toHaveLength(0)
  })

  test.each([
    ['throws', () => { throw new Error('no') }], // prettier-ignore
    ['rejects with a string', () => Promise.reject('401')],
    ['rejects with null', () => Promise.reject(null)],
    ['rejects with an abort of its own', () => Promise.reject(new DOMException('', 'AbortError'))],
  ])('because the fetcher %s is tried again', async (_, fetchToken) => {
    const record = aRecord()
    await show(
      <AcmeEmbed place={_} queryClient={aClient()} fetchToken={fetchToken} onStateChange={record.onStateChange} />,
    )
    expect(record.last).toMatchObject({ status: 'error', willRetry: true, error: { code: 'FETCH_FAILED' } })
  })

  test('because nothing ever comes ends after a minute, and what comes later is not used', async () => {
    const record = aRecord()
    const signals: AbortSignal[] = []
    const fetchToken = vi.fn(async ({ signal }: { signal: AbortSignal }) => {
      signals.push(signal)
      await new Promise((resolve) => setTimeout(resolve, 65_000))
      return { token: 'late', expiresIn: 900 }
    })
    render(<AcmeEmbed place="t" queryClient={aClient()} fetchToken={fetchToken} onStateChange={record.onStateChange} />)
    await pass(59_000)
    expect(record.last).toEqual({ status: 'loading' })
    await pass(2_000)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'FETCH_TIMEOUT' } })
    expect(signals[0]?.aborted).toBe(true)
    await pass(5_000)
    expect(frames()).toHaveLength(0)
  })

  test('with a token that has run out is no token at all', async () => {
    const record = aRecord()
    await show(
      <AcmeEmbed
        place="o"
        queryClient={aClient()}
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
])('props that make no sense (%s) are an error to see, not a crash', async (_, props) => {
  const record = aRecord()
  const { container } = await show(
    <AcmeEmbed
      {...(props as object as { place: string; fetchToken: () => string })}
      queryClient={aClient()}
      onStateChange={record.onStateChange}
    />,
  )
  expect(record.last).toMatchObject({ status: 'error', willRetry: false, error: { code: 'INVALID_PROPS' } })
  expect(container.querySelector('[role=alert]')).toBeTruthy()
})

test('no error, message or serialisation holds the token', async () => {
  const record = aRecord()
  const errors: EmbedError[] = []
  const backEnd = aBackEnd()
  await show(
    <AcmeEmbed
      place="s"
      queryClient={aClient()}
      fetchToken={backEnd.fetchToken}
      onStateChange={record.onStateChange}
      onError={(error) => errors.push(error)}
    />,
  )
  backEnd.fault = unavailable
  await pass(70_000)
  expect(errors.length).toBeGreaterThan(0)
  expect(JSON.stringify([record.states, errors, errors.map(String), errors.map(({ stack }) => stack)])).not.toContain(
    'token-1',
  )
  await act(async () => {})
})
