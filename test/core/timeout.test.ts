import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { delay, withTimeout } from '../../src/core/timeout.ts'
import { DAY, SECOND } from './support.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  expect(vi.getTimerCount(), 'no timer outlives what it waits for').toBe(0)
  vi.useRealTimers()
})

const late = (): Error => new Error('late')

describe('withTimeout', () => {
  test('withTimeout resolves with a timely result, and leaves no timer', async () => {
    expect(await withTimeout(Promise.resolve('a'), SECOND, late)).toBe('a')
  })

  test('withTimeout rejects with a timely failure, and leaves no timer', async () => {
    await expect(withTimeout(Promise.reject(new Error('own')), SECOND, late)).rejects.toThrow('own')
  })

  test('withTimeout rejects when the timeout is over, and not earlier', async () => {
    const onFailed = vi.fn()
    void withTimeout(new Promise(() => {}), SECOND, late).catch(onFailed)
    await vi.advanceTimersByTimeAsync(SECOND - 1)
    expect(onFailed).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(onFailed).toHaveBeenCalledExactlyOnceWith(new Error('late'))
  })

  test('withTimeout creates its error only when the timeout is over', async () => {
    const onTimeout = vi.fn(late)
    await withTimeout(Promise.resolve(), SECOND, onTimeout)
    await vi.advanceTimersByTimeAsync(SECOND)
    expect(onTimeout).not.toHaveBeenCalled()
  })

  test('withTimeout settles once, whatever happens later', async () => {
    let reject: (error: Error) => void = () => {}
    const slow = new Promise<never>((_, fail) => (reject = fail))
    const outcome = expect(withTimeout(slow, SECOND, late)).rejects.toThrow('late')
    await vi.advanceTimersByTimeAsync(SECOND)
    reject(new Error('too late to matter'))
    await outcome
  })

  test('withTimeout supports timeouts beyond the range of browser timers', async () => {
    const onSettled = vi.fn()
    const { promise, resolve } = deferred()
    void withTimeout(promise, 60 * DAY, late).then(onSettled, onSettled)
    await vi.advanceTimersByTimeAsync(DAY)
    expect(onSettled).not.toHaveBeenCalled()
    resolve()
    await vi.advanceTimersByTimeAsync(0)
  })
})

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}

describe('delay', () => {
  test('delay lasts for the given time', async () => {
    const onDone = vi.fn()
    void delay(SECOND, new AbortController().signal).then(onDone)
    await vi.advanceTimersByTimeAsync(SECOND - 1)
    expect(onDone).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(onDone).toHaveBeenCalledTimes(1)
  })

  test('delay ends immediately when the signal is aborted, and leaves no timer', async () => {
    const abort = new AbortController()
    const paused = delay(SECOND, abort.signal)
    abort.abort()
    expect(vi.getTimerCount()).toBe(0)
    await paused
  })

  test('delay does not start when the signal is already aborted', async () => {
    await delay(SECOND, AbortSignal.abort())
  })

  test('delay leaves no listener on the signal', async () => {
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    const paused = delay(SECOND, signal)
    await vi.advanceTimersByTimeAsync(SECOND)
    await paused
    expect(removed.mock.calls[0]?.slice(0, 2)).toEqual(added.mock.calls[0]?.slice(0, 2))
  })
})
