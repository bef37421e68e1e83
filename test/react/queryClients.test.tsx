import { hashKey, IsRestoringProvider, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { MINUTE, HOUR } from '../core/support.ts'
import {
  AcmeEmbed,
  aBackEnd,
  aClient,
  aRecord,
  frames,
  pass,
  say,
  setOnline,
  setVisibility,
  show,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

const unavailable = () => new Response('', { status: 503 })

describe('who holds the query client makes no difference', () => {
  type BackEnd = ReturnType<typeof aBackEnd>

  /** Runs one course of events with one kind of client, and tells when requests were sent and what was said. */
  async function live(
    holder: 'provider' | 'prop' | 'nobody',
    name: string,
    course: (backEnd: BackEnd) => Promise<void>,
  ) {
    const backEnd = aBackEnd({ expiresIn: 900 })
    const record = aRecord()
    const client = holder === 'prop' ? aClient() : undefined
    const props = { fetchToken: backEnd.fetchToken, onStateChange: record.onStateChange, queryClient: client }
    const embed = <AcmeEmbed place={`${holder} ${name}`} {...props} />
    render(holder === 'provider' ? <QueryClientProvider client={aClient()}>{embed}</QueryClientProvider> : embed)
    await pass(1)
    await say(frames()[0], 'ready')
    await course(backEnd)
    cleanup()
    const start = backEnd.times[0] ?? 0
    return { times: backEnd.times.map((time) => time - start), statuses: record.statuses, last: record.last?.status }
  }

  test.each<[string, (backEnd: BackEnd) => Promise<void>, { requests: number; last: string }]>([
    [
      'a refresh that fails once',
      async (backEnd) => {
        backEnd.fault = unavailable
        await pass(675_100)
        backEnd.fault = undefined
        await pass(5_000)
      },
      { requests: 3, last: 'ready' },
    ],
    [
      'half an hour without a back end',
      async (backEnd) => {
        backEnd.fault = unavailable
        await pass(30 * MINUTE)
      },
      { requests: 35, last: 'expired' },
    ],
    [
      'an hour in a hidden page',
      async () => {
        await setVisibility('hidden')
        await pass(HOUR)
        await setVisibility('visible')
        await pass(1)
      },
      { requests: 2, last: 'expired' },
    ],
    [
      'five minutes off line',
      async (backEnd) => {
        await pass(10 * MINUTE)
        backEnd.fault = () => new TypeError('Failed to fetch')
        await setOnline(false)
        await pass(4 * MINUTE)
        backEnd.fault = undefined
        await setOnline(true)
        await pass(2_000)
      },
      { requests: 14, last: 'ready' },
    ],
  ])('to %s', async (name, course, { requests, last }) => {
    const provided = await live('provider', name, course)
    expect(provided.times).toHaveLength(requests)
    expect(provided.last).toBe(last)
    expect(await live('prop', name, course)).toEqual(provided)
    expect(await live('nobody', name, course)).toEqual(provided)
  })
})

test('two query clients on one page each hold a token of their own, and clearing one leaves the other alone', async () => {
  const backEnd = aBackEnd()
  const [one, other] = [aClient(), aClient()]
  await show(
    <>
      <AcmeEmbed place="both" queryClient={one} fetchToken={backEnd.fetchToken} />
      <AcmeEmbed place="both" queryClient={other} fetchToken={backEnd.fetchToken} />
    </>,
  )
  expect(frames().map(({ src }) => src)).toEqual([
    'https://acme.test/both?token=token-1',
    'https://acme.test/both?token=token-2',
  ])
  const [, second] = frames()
  one.clear()
  await pass(1_000)
  expect(frames()).toContain(second)
  expect(other.getQueryCache().getAll()).toHaveLength(1)
})

test("a token is asked for while a host's cache is still being restored, as it holds none", async () => {
  const backEnd = aBackEnd()
  await show(
    <IsRestoringProvider value={true}>
      <AcmeEmbed place="restoring" queryClient={aClient()} fetchToken={backEnd.fetchToken} />
    </IsRestoringProvider>,
  )
  expect(frames()).toHaveLength(1)
})

test.each(['a plain name', '"quoted"', 'é\u2028😀', '\ud800', ''])(
  'a query is kept under the hash that react-query makes of its key (viewer %j)',
  async (viewer) => {
    const client = aClient()
    const backEnd = aBackEnd()
    await show(<AcmeEmbed place="hash" viewerId={viewer} queryClient={client} fetchToken={backEnd.fetchToken} />)
    const queries = client.getQueryCache().getAll()
    expect(queries.map(({ queryHash }) => queryHash)).toEqual(queries.map(({ queryKey }) => hashKey(queryKey)))
    expect(queries).toHaveLength(1)
  },
)
