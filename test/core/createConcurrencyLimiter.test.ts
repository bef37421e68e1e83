import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createConcurrencyLimiter } from '../../src/core/createConcurrencyLimiter.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Work that goes on until it is told to end. */
function createTask() {
  let resolve: (value: string) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<string>((...settle) => ([resolve, reject] = settle))
  return { run: vi.fn(() => promise), resolve, reject }
}

const flush = () => vi.advanceTimersByTimeAsync(0)

describe('createConcurrencyLimiter', () => {
  test('the limiter runs tasks immediately below the limit', () => {
    const turns = createConcurrencyLimiter(2, 1_000)
    const works = [createTask(), createTask(), createTask()]
    for (const { run } of works) void turns(run)
    expect(works.map(({ run }) => run.mock.calls.length)).toEqual([1, 1, 0])
  })

  test('the limiter starts queued tasks in order, one for each task that settles', async () => {
    const turns = createConcurrencyLimiter(1, 60_000)
    const works = [createTask(), createTask(), createTask()]
    const results = works.map(({ run }) => turns(run))
    works[0]?.resolve('one')
    await expect(results[0]).resolves.toBe('one')
    await flush()
    expect(works.map(({ run }) => run.mock.calls.length)).toEqual([1, 1, 0])
    works[1]?.reject(new Error('no'))
    await expect(results[1]).rejects.toThrow('no')
    await flush()
    works[2]?.resolve('three')
    await expect(results[2]).resolves.toBe('three')
  })

  test('the limiter frees the slot of a slow task once, even when the task settles later', async () => {
    const turns = createConcurrencyLimiter(1, 1_000)
    const works = [createTask(), createTask(), createTask()]
    const [first] = works.map(({ run }) => turns(run))
    await vi.advanceTimersByTimeAsync(999)
    expect(works[1]?.run).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(works[1]?.run).toHaveBeenCalledTimes(1)
    works[0]?.resolve('late')
    await expect(first).resolves.toBe('late')
    await flush()
    expect(works[2]?.run).not.toHaveBeenCalled()
  })

  test('the limiter leaves no timer behind', async () => {
    const turns = createConcurrencyLimiter(1, 1_000)
    await turns(async () => 'done')
    await flush()
    expect(vi.getTimerCount()).toBe(0)
  })
})
