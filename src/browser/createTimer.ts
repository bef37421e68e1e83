import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import { now } from './clock.ts'

/** One timer, set for an instant on the document's clock. It may fire early, as browsers limit how long a timer waits. */
export interface Timer {
  /** @param at Infinity for never */
  set(at: number): void
  clear(): void
}

/** Creates a timer that is not running. */
export function createTimer(callback: () => void): Timer {
  let timer: ReturnType<typeof setTimeout> | undefined
  const clear = (): void => clearTimeout(timer)
  return {
    clear,
    set(at) {
      clear()
      if (at < Infinity) timer = setTimeout(callback, clampTimerDelay(Math.ceil(at - now())))
    },
  }
}
