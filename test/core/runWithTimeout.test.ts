import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runWithTimeout } from '../../src/core/runWithTimeout.ts'
import { SECOND } from './support.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  expect(vi.getTimerCount(), 'no timer outlives what it waits for').toBe(0)
  vi.useRealTimers()
})

const TOO_LONG = { code: 'NO_RESPONSE', message: 'The embed did not respond in time.' }

/** Work that never ends, the signal that it was given, and what becomes of the wait for it. */
function endlessWork(ended: AbortSignal) {
  let inTime: AbortSignal | undefined
  const onFailed = vi.fn()
  runWithTimeout(SECOND, ended, (given) => {
    inTime = given
    return new Promise(() => {})
  }).catch(onFailed)
  return { onFailed, isAborted: () => inTime?.aborted }
}

describe('runWithTimeout', () => {
  test("runWithTimeout resolves with the task's result, and aborts the task's signal only then", async () => {
    const signals: AbortSignal[] = []
    const work = async (inTime: AbortSignal) => {
      signals.push(inTime)
      expect(inTime.aborted).toBe(false)
      return 'done'
    }
    expect(await runWithTimeout(SECOND, new AbortController().signal, work)).toBe('done')
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })

  test.each([
    ['rejects', () => Promise.reject(new Error('own'))],
    ['throws', () => { throw new Error('own') }], // prettier-ignore
  ])('runWithTimeout rejects with the error of a task that %s', async (_, work) => {
    await expect(runWithTimeout(SECOND, new AbortController().signal, work)).rejects.toThrow('own')
  })

  test('runWithTimeout rejects when the timeout is over, and not earlier', async () => {
    const { onFailed, isAborted } = endlessWork(new AbortController().signal)
    await vi.advanceTimersByTimeAsync(SECOND - 1)
    expect(onFailed).not.toHaveBeenCalled()
    expect(isAborted()).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(onFailed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(TOO_LONG))
    expect(isAborted()).toBe(true)
  })

  test('runWithTimeout rejects when its signal is aborted', async () => {
    const ended = new AbortController()
    const { onFailed, isAborted } = endlessWork(ended.signal)
    await vi.advanceTimersByTimeAsync(1)
    expect(onFailed).not.toHaveBeenCalled()
    ended.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect(onFailed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(TOO_LONG))
    expect(isAborted()).toBe(true)
  })

  test('runWithTimeout rejects immediately when its signal is already aborted', async () => {
    const { onFailed, isAborted } = endlessWork(AbortSignal.abort())
    await vi.advanceTimersByTimeAsync(0)
    expect(onFailed).toHaveBeenCalledOnce()
    expect(isAborted()).toBe(true)
  })

  test('runWithTimeout removes its listeners from a longer-lived signal', async () => {
    const { signal } = new AbortController()
    const [add, remove] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')]
    await runWithTimeout(SECOND, signal, async () => {})
    expect(remove.mock.calls).toEqual(add.mock.calls.map(([type, listener]) => [type, listener]))
  })
})
