import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createInFlightDeduper } from '../../src/server/createInFlightDeduper.ts'
import { createTestHandler } from './createTestHandler.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const never = () => new Promise<string>(() => {})
const later = (text: string, ms: number) => () => new Promise<string>((resolve) => setTimeout(() => resolve(text), ms))

describe('createInFlightDeduper', () => {
  test("equal concurrent calls share the first call's result", async () => {
    const join = createInFlightDeduper<string>()
    const other = vi.fn(later('other', 0))
    const results = Promise.all([join('key', later('first', 3_000)), join('key', other)])
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await results).toEqual(['first', 'first'])
    expect(other).not.toHaveBeenCalled()
  })

  test('equal concurrent calls share a failure, and the next call starts again', async () => {
    const join = createInFlightDeduper<string>()
    const failing = async () => Promise.reject(new Error('no'))
    const ends = await Promise.allSettled([join('key', failing), join('key', failing)])
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await join('key', async () => 'next')).toBe('next')
  })

  test('equal concurrent calls do not depend on the first call: after five seconds a waiting call starts again, for all', async () => {
    const join = createInFlightDeduper<string>()
    void join('key', never)
    const starts = vi.fn(later('second', 100))
    const results = Promise.all(Array.from({ length: 20 }, () => join('key', starts)))
    await vi.advanceTimersByTimeAsync(5_100)
    expect(await results).toEqual(Array(20).fill('second'))
    expect(starts).toHaveBeenCalledOnce()
  })

  test('a call does not wait for a call that started more than five seconds ago', async () => {
    const join = createInFlightDeduper<string>()
    void join('key', never)
    await vi.advanceTimersByTimeAsync(60_000)
    const result = join('key', async () => 'new')
    await vi.advanceTimersByTimeAsync(1)
    expect(await result).toBe('new')
  })

  test('a replaced call that ends late does not remove the new call', async () => {
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

test('a request that joins another mint receives the remaining lifetime', async () => {
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

test('a request that joins a cancelled mint starts its own mint', async () => {
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
