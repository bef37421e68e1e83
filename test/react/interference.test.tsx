import { inspect } from 'node:util'
import { dehydrate, type DehydratedState, hydrate, type QueryClient } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import { createRef } from 'react'
import { describe, expect, test } from 'vitest'
import type { EmbedHandle } from '../../src/index.ts'
import { MINUTE, DAY } from '../core/support.ts'
import {
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  renderReadyEmbed,
  frames,
  advanceTime,
  renderEmbed,
  fakeTimeAndChance,
  stubViewport,
} from './support.tsx'

fakeTimeAndChance()

const unavailable = () => new Response('', { status: 503 })

test("defaults of the app's QueryClient that throw or have side effects change nothing", async () => {
  const client = createTestClient()
  const boom = () => {
    throw new Error('boom')
  }
  client.setDefaultOptions({
    queries: {
      enabled: false,
      initialData: 'not a token',
      initialDataUpdatedAt: Date.now(),
      networkMode: 'online',
      notifyOnChangeProps: [],
      queryFn: boom,
      refetchIntervalInBackground: false,
      retry: boom,
      retryDelay: boom,
      retryOnMount: false,
      staleTime: 'static',
      structuralSharing: boom,
    },
  })
  const { backend, record } = await renderReadyEmbed({ queryClient: client })
  backend.fault = unavailable
  await advanceTime(675_100)
  expect(record.last?.status).toBe('degraded')
  backend.fault = undefined
  await advanceTime(5_000)
  expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
  expect(backend.count).toBe(3)
})

test("the default `suspense: true` in an app's QueryClient changes nothing", async () => {
  const client = createTestClient()
  const untyped = { suspense: true }
  client.setDefaultOptions({ queries: { ...untyped, retry: false } })
  const backend = createFakeBackend()
  backend.fault = unavailable
  await renderEmbed(<AcmeEmbed place="suspended" queryClient={client} fetchToken={backend.fetchToken} />)
  expect(screen.getByRole('alert')).toBeTruthy()
})

describe("an app that changes everybody's queries", () => {
  test('an app that refetches all queries in a loop does not break the backoff of a failing backend', async () => {
    const client = createTestClient()
    const { backend } = await renderReadyEmbed({ queryClient: client })
    backend.fault = unavailable
    await advanceTime(675_000)
    const start = backend.times[1] ?? 0
    for (let i = 0; i < 300; i++) {
      void client.refetchQueries().catch(() => {})
      await advanceTime(100)
    }
    expect(backend.times.slice(1).map((time) => Math.round((time - start) / 250) * 250)).toEqual([
      0, 750, 2_250, 5_250, 11_250, 23_250,
    ])
  })

  test.each([
    ['for all queries', (client: QueryClient, options: object) => client.setDefaultOptions({ queries: options })],
    ['for ours', (client: QueryClient, options: object) => client.setQueryDefaults(['embed-token'], options)],
  ])(
    'an app that keeps unused queries for 90 days by a default %s changes neither how long tokens are kept nor their presence',
    async (_, set) => {
      const client = createTestClient()
      set(client, { gcTime: 90 * DAY })
      const { view } = await renderReadyEmbed({ queryClient: client })
      view.unmount()
      await advanceTime(1_000)
      expect(client.getQueryCache().getAll()).toHaveLength(1)
      await advanceTime(5 * MINUTE)
      expect(client.getQueryCache().getAll()).toHaveLength(0)
    },
  )
})

describe('an app with a persisted query cache', () => {
  const kinds: [string, (state: DehydratedState) => DehydratedState][] = [
    ['as JSON', (state) => JSON.parse(JSON.stringify(state))],
    ['as a structured clone', (state) => structuredClone(state)],
  ]

  test.each(kinds)(
    'a persisted cache contains no token (%s), and a page restored a day later requests one',
    async (_, store) => {
      const before = createTestClient()
      const backend = createFakeBackend({ expiresIn: 7 * 86_400 })
      await renderEmbed(<AcmeEmbed place="disk" queryClient={before} fetchToken={backend.fetchToken} />)
      const stored = store(dehydrate(before))
      expect(JSON.stringify(stored)).toContain('embed-token')
      expect(inspect(stored, { depth: null, showHidden: true })).not.toContain('token-1')
      cleanup()
      await advanceTime(DAY)
      const after = createTestClient()
      hydrate(after, stored)
      await renderEmbed(<AcmeEmbed place="disk" queryClient={after} fetchToken={backend.fetchToken} />)
      expect(backend.count).toBe(2)
      expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/disk?token=token-2'])
    },
  )

  test.each(kinds)(
    'a persisted cache restored from another tab over a mounted embed (%s) removes nothing',
    async (_, store) => {
      const client = createTestClient()
      const { backend, record, frame } = await renderReadyEmbed({ queryClient: client })
      await advanceTime(MINUTE)
      const otherTab = createTestClient()
      const { view } = await renderReadyEmbed({ queryClient: otherTab })
      const stored = store(dehydrate(otherTab))
      view.unmount()
      hydrate(client, stored)
      await advanceTime(9 * MINUTE)
      expect(backend.count).toBe(1)
      expect(frames()).toHaveLength(1)
      expect(frames()[0]).toBe(frame)
      await advanceTime(2 * MINUTE)
      expect(backend.count).toBe(2)
      expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
      expect(record.statuses).not.toContain('expired')
    },
  )
})

test('a persister skips tokens', async () => {
  const client = createTestClient()
  await renderReadyEmbed({ queryClient: client })
  expect(
    client
      .getQueryCache()
      .getAll()
      .map(({ meta }) => meta),
  ).toEqual([{ persist: false }])
})

test('a token requested during a fetch is not requested again, even if its query is invalidated', async () => {
  const client = createTestClient()
  const backend = createFakeBackend({ latency: 1_000 })
  const handle = createRef<EmbedHandle<{ place: string }>>()
  await renderEmbed(<AcmeEmbed ref={handle} place="x" queryClient={client} fetchToken={backend.fetchToken} />)
  const asked = handle.current?.refresh()
  await advanceTime(2_000)
  await asked
  await act(() => client.invalidateQueries())
  await advanceTime(2_000)
  expect(backend.count).toBe(1)
})

test('an app that refetches all queries while a lazy embed is far away does not affect it', async () => {
  const backend = createFakeBackend()
  const client = createTestClient()
  const { comeNear } = stubViewport()
  render(<AcmeEmbed place="far" loading="lazy" queryClient={client} fetchToken={backend.fetchToken} />)
  const queries = client.getQueryCache().getAll()
  await act(async () => void (await Promise.allSettled(queries.map((query) => query.fetch()))))
  expect(backend.count).toBe(0)
  await comeNear()
  await advanceTime(1)
  expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/far?token=token-1'])
})
