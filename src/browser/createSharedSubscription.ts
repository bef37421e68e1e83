import { callSafely } from './callSafely.ts'
import { createRefCounted } from './createRefCounted.ts'

/**
 * Shares one event source among all listeners, because a page may contain hundreds of embeds. The source runs while
 * listeners exist, and an error of a listener does not affect the others.
 *
 * @param start starts the source, which calls `emit`; returns the stop function
 * @returns a function to add a listener; the result removes the listener
 */
export function createSharedSubscription<T>(
  start: (emit: (value: T) => void) => () => void,
): (listener: (value: T) => void) => () => void {
  return createRefCounted<(value: T) => void>((listeners) =>
    start((value) => {
      for (const listener of listeners) callSafely(listener, value)
    }),
  )
}
