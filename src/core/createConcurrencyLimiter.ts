import { clampTimerDelay } from './clampTimerDelay.ts'

/** Runs work now, or when it is its turn. */
export type ConcurrencyLimiter = <T>(task: () => Promise<T>) => Promise<T>

/**
 * Lets a few pieces of work go on at once; the rest wait, first come, first served.
 *
 * @param maxConcurrent how many go on at once
 * @param releaseAfter after this many ms a piece of work no longer holds up the others, though it goes on
 */
export function createConcurrencyLimiter(maxConcurrent: number, releaseAfter: number): ConcurrencyLimiter {
  const waiting: (() => void)[] = []
  let running = 0

  function start<T>(task: () => Promise<T>): Promise<T> {
    running += 1
    const timer = setTimeout(release, clampTimerDelay(releaseAfter))
    let isReleased = false
    function release(): void {
      clearTimeout(timer)
      if (isReleased) return
      isReleased = true
      running -= 1
      waiting.shift()?.()
    }
    return task().finally(release)
  }

  return (task) =>
    running < maxConcurrent
      ? start(task)
      : new Promise((resolve) => {
          waiting.push(() => resolve(start(task)))
        })
}
