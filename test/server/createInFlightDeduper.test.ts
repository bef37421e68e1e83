import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createInFlightDeduper } from '../../src/server/createInFlightDeduper.ts'
import { createTestHandler } from './createTestHandler.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const never = () => new Promise<string>(() => {})
const later = (text: string, ms: number) => () => new Promise<string>((resolve) => setTimeout(() => resolve(text), ms))

describe('equal calls at the same time', () => {
  test('share the first one', async () => {
    const join = createInFlightDeduper<string>()
    const other = vi.fn(later('other', 0))
    const results = Promise.all([join('key', later('first', 3_000)), join('key', other)])
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await results).toEqual(['first', 'first'])
    expect(other).not.toHaveBeenCalled()
  })

  test('share a failure, and the next call starts again', async () => {
    const join = createInFlightDeduper<string>()
    const failing = async () => Promise.reject(new Error('no'))
    const ends = await Promise.allSettled([join('key', failing), join('key', failing)])
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await join('key', async () => 'next')).toBe('next')
  })

  test('do not depend on the first one: after five seconds one of the others starts again, for all', async () => {
    const join = createInFlightDeduper<string>()
    void join('key', never)
    const starts = vi.fn(later('second', 100))
    const results = Promise.all(Array.from({ length: 20 }, () => join('key', starts)))
    await vi.advanceTimersByTimeAsync(5_100)
    expect(await results).toEqual(Array(20).fill('second'))
    expect(starts).toHaveBeenCalledOnce()
  })

  test('do not wait for a call that began more than five seconds ago', async () => {
    const join = createInFlightDeduper<string>()
    void join('key', never)
    await vi.advanceTimersByTimeAsync(60_000)
    const result = join('key', async () => 'new')
    await vi.advanceTimersByTimeAsync(1)
    expect(await result).toBe('new')
  })

  test('keep the new call when the replaced one ends late', async () => {
    const join = createInFlightDeduper<string>()
    const slow = join('key', later('slow', 6_000))
    const second = join('key', later('second', 3_000))
    await vi.advanceTimersByTimeAsync(6_000)
    expect(await slow).toBe('slow')
    const third = join('key', async () => 'third')
    await vi.advanceTimersByTimeAsync(2_000)
    expect([await second, await third]).toEqual(['second', 'second'])
  })
})

test('a request that joins another one receives what is left of the lifetime', async () => {
  vi.setSystemTime(1_000_000_000_000)
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    return Response.json({ token: 't' })
  })
  const { ask } = createTestHandler({ felt: { apiToken: 'secret', fetch } })
  const first = ask()
  await vi.advanceTimersByTimeAsync(1_000)
  const joined = ask()
  await vi.advanceTimersByTimeAsync(2_000)
  expect([(await first).body.expiresIn, (await joined).body.expiresIn]).toEqual([900, 897])
  expect(fetch).toHaveBeenCalledOnce()
})

test('a request that joins a cancelled one is answered by its own mint', async () => {
  let calls = 0
  const fetch = async () => {
    calls += 1
    return calls === 1 ? new Promise<Response>(() => {}) : Response.json({ token: 'second' })
  }
  // The runtime has cancelled the first request, timers and all: nothing of it ever ends.
  const { ask } = createTestHandler({ felt: { apiToken: 'secret', fetch, timeout: 2 ** 31 } })
  void ask()
  const joined = ask()
  await vi.advanceTimersByTimeAsync(5_000)
  expect((await joined).body.token).toBe('second')
})
