/** Runs a task immediately, or as soon as a slot is free. */
export type ConcurrencyLimiter = <T>(task: () => Promise<T>) => Promise<T>

/**
 * Creates a first-in, first-out limiter for concurrent tasks.
 *
 * @param maxConcurrent number of slots
 * @param releaseAfter ms after which a task frees its slot, although still running
 */
export function createConcurrencyLimiter(maxConcurrent: number, releaseAfter: number): ConcurrencyLimiter {
  const waiting: (() => void)[] = []
  let running = 0

  function start<T>(task: () => Promise<T>): Promise<T> {
    running += 1
    const timer = setTimeout(release, releaseAfter)
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
