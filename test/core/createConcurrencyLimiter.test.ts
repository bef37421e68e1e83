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

describe('turns', () => {
  test('are taken at once while there are few', () => {
    const turns = createConcurrencyLimiter(2, 1_000)
    const works = [createTask(), createTask(), createTask()]
    for (const { run } of works) void turns(run)
    expect(works.map(({ run }) => run.mock.calls.length)).toEqual([1, 1, 0])
  })

  test('come in the order in which they were asked for, one for each that ends, well or not', async () => {
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

  test('are not held up by work that takes long, nor given twice when it ends after all', async () => {
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

  test('leave no timer behind', async () => {
    const turns = createConcurrencyLimiter(1, 1_000)
    await turns(async () => 'done')
    await flush()
    expect(vi.getTimerCount()).toBe(0)
  })
})
