import { clampDelay } from './delay.ts'

/** Runs work now, or when it is its turn. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Lets a few pieces of work go on at once; the rest wait, first come, first served.
 *
 * @param most how many go on at once
 * @param patience after this many ms a piece of work no longer holds up the others, though it goes on
 */
export function createTurns(most: number, patience: number): Turns {
  const waiting: (() => void)[] = []
  let busy = 0

  function begin<T>(work: () => Promise<T>): Promise<T> {
    busy += 1
    const timer = setTimeout(end, clampDelay(patience))
    let hasEnded = false
    function end(): void {
      clearTimeout(timer)
      if (hasEnded) return
      hasEnded = true
      busy -= 1
      waiting.shift()?.()
    }
    return work().finally(end)
  }

  return (work) =>
    busy < most
      ? begin(work)
      : new Promise((resolve) => {
          waiting.push(() => resolve(begin(work)))
        })
}
