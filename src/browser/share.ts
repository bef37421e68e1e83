import { callSafely } from './callSafely.ts'

/**
 * Makes one source of news serve all who listen, as a page may hold hundreds of embeds. It runs for as long as anybody
 * listens, and the error of one listener is not the others'.
 *
 * @param begin starts the source, which calls `tell`; returns what ends it. Not called before somebody listens, as a
 * server has no window
 * @returns what adds a listener, and returns its release
 */
export function share<T>(begin: (tell: (news: T) => void) => () => void): (listener: (news: T) => void) => () => void {
  const listeners = new Set<(news: T) => void>()
  let end: (() => void) | undefined
  const tell = (news: T): void => {
    for (const listener of listeners) callSafely(listener, news)
  }
  return (listener) => {
    end ??= begin(tell)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      end?.()
      end = undefined
    }
  }
}
