import { hashKey, IsRestoringProvider, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { MINUTE, HOUR } from '../core/support.ts'
import {
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  frames,
  advanceTime,
  postFromIframe,
  setOnline,
  setVisibility,
  renderEmbed,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

const unavailable = () => new Response('', { status: 503 })

describe('the same behavior with any query client', () => {
  type BackEnd = ReturnType<typeof createFakeBackend>

  /** Runs one course of events with one kind of client, and tells when requests were sent and what was said. */
  async function live(
    holder: 'provider' | 'prop' | 'nobody',
    name: string,
    course: (backend: BackEnd) => Promise<void>,
  ) {
    const backend = createFakeBackend({ expiresIn: 900 })
    const record = recordCallbacks()
    const client = holder === 'prop' ? createTestClient() : undefined
    const props = { fetchToken: backend.fetchToken, onStateChange: record.onStateChange, queryClient: client }
    const embed = <AcmeEmbed place={`${holder} ${name}`} {...props} />
    render(
      holder === 'provider' ? <QueryClientProvider client={createTestClient()}>{embed}</QueryClientProvider> : embed,
    )
    await advanceTime(1)
    await postFromIframe(frames()[0], 'ready')
    await course(backend)
    cleanup()
    const start = backend.times[0] ?? 0
    return { times: backend.times.map((time) => time - start), statuses: record.statuses, last: record.last?.status }
  }

  test.each<[string, (backend: BackEnd) => Promise<void>, { requests: number; last: string }]>([
    [
      'a refresh that fails once',
      async (backend) => {
        backend.fault = unavailable
        await advanceTime(675_100)
        backend.fault = undefined
        await advanceTime(5_000)
      },
      { requests: 3, last: 'ready' },
    ],
    [
      'half an hour without a back end',
      async (backend) => {
        backend.fault = unavailable
        await advanceTime(30 * MINUTE)
      },
      { requests: 35, last: 'expired' },
    ],
    [
      'an hour in a hidden page',
      async () => {
        await setVisibility('hidden')
        await advanceTime(HOUR)
        await setVisibility('visible')
        await advanceTime(1)
      },
      { requests: 2, last: 'expired' },
    ],
    [
      'five minutes off line',
      async (backend) => {
        await advanceTime(10 * MINUTE)
        backend.fault = () => new TypeError('Failed to fetch')
        await setOnline(false)
        await advanceTime(4 * MINUTE)
        backend.fault = undefined
        await setOnline(true)
        await advanceTime(2_000)
      },
      { requests: 14, last: 'ready' },
    ],
  ])('an embed behaves the same when the token is held by %s', async (name, course, { requests, last }) => {
    const provided = await live('provider', name, course)
    expect(provided.times).toHaveLength(requests)
    expect(provided.last).toBe(last)
    expect(await live('prop', name, course)).toEqual(provided)
    expect(await live('nobody', name, course)).toEqual(provided)
  })
})

test('two query clients on a page have a token each, and clearing the first does not affect the second', async () => {
  const backend = createFakeBackend()
  const [one, other] = [createTestClient(), createTestClient()]
  await renderEmbed(
    <>
      <AcmeEmbed place="both" queryClient={one} fetchToken={backend.fetchToken} />
      <AcmeEmbed place="both" queryClient={other} fetchToken={backend.fetchToken} />
    </>,
  )
  expect(frames().map(({ src }) => src)).toEqual([
    'https://acme.test/both?token=token-1',
    'https://acme.test/both?token=token-2',
  ])
  const [, second] = frames()
  one.clear()
  await advanceTime(1_000)
  expect(frames()).toContain(second)
  expect(other.getQueryCache().getAll()).toHaveLength(1)
})

test("a token is requested while an app's cache is still being restored, because it contains none", async () => {
  const backend = createFakeBackend()
  await renderEmbed(
    <IsRestoringProvider value={true}>
      <AcmeEmbed place="restoring" queryClient={createTestClient()} fetchToken={backend.fetchToken} />
    </IsRestoringProvider>,
  )
  expect(frames()).toHaveLength(1)
})

test.each(['a plain name', '"quoted"', 'é\u2028😀', '\ud800', ''])(
  'a query has the hash that react-query computes for its key (viewer %j)',
  async (viewer) => {
    const client = createTestClient()
    const backend = createFakeBackend()
    await renderEmbed(<AcmeEmbed place="hash" viewerId={viewer} queryClient={client} fetchToken={backend.fetchToken} />)
    const queries = client.getQueryCache().getAll()
    expect(queries.map(({ queryHash }) => queryHash)).toEqual(queries.map(({ queryKey }) => hashKey(queryKey)))
    expect(queries).toHaveLength(1)
  },
)
