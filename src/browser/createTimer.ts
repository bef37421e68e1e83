import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import { now } from './clock.ts'

/** A timer for a time on the document's clock. May fire early, because browsers limit a timer's delay. */
export interface Timer {
  /** @param at Infinity for never */
  set(at: number): void
  clear(): void
}

/** Creates a stopped timer. */
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
