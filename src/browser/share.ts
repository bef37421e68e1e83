import { callSafely } from './callSafely.ts'
import { whileAny } from './whileAny.ts'

/**
 * Makes one source of news serve all who listen, as a page may hold hundreds of embeds. It runs for as long as anybody
 * listens, and the error of one listener is not the others'.
 *
 * @param begin starts the source, which calls `tell`; returns what ends it
 * @returns what adds a listener, and returns its release
 */
export function share<T>(begin: (tell: (news: T) => void) => () => void): (listener: (news: T) => void) => () => void {
  return whileAny<(news: T) => void>((listeners) =>
    begin((news) => {
      for (const listener of listeners) callSafely(listener, news)
    }),
  )
}
