import { callSafely } from './callSafely.ts'

/**
 * Makes one DOM listener serve all who want to hear of an event, as a page may hold hundreds of embeds. It is there for
 * as long as anybody listens.
 *
 * @param target of the event, asked for when it is first needed, as a server has none
 * @returns what adds a listener, and returns its release
 */
export function shareEvent<E extends Event>(
  target: () => EventTarget,
  type: string,
): (listener: (event: E) => void) => () => void {
  const listeners = new Set<(event: E) => void>()
  const hear = (event: Event): void => {
    for (const listener of listeners) callSafely(listener, event as E)
  }
  return (listener) => {
    if (listeners.size === 0) target().addEventListener(type, hear)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) target().removeEventListener(type, hear)
    }
  }
}
