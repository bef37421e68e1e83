import { callSafely } from './callSafely.ts'
import { createRefCounted } from './createRefCounted.ts'

/**
 * Makes one source of news serve all who listen, as a page may hold hundreds of embeds. It runs for as long as anybody
 * listens, and the error of one listener is not the others'.
 *
 * @param start starts the source, which calls `emit`; returns what ends it
 * @returns what adds a listener, and returns its release
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
