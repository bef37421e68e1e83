import type { FrameChannel } from './adapter.ts'

/** Resolves with the first matching message of an iframe's page. Stays pending without a match. */
export function waitForMessage(frame: FrameChannel, matches: (message: unknown) => boolean): Promise<unknown> {
  return new Promise((resolve) => {
    const unsubscribe = frame.subscribe((message) => {
      if (!matches(message)) return
      unsubscribe()
      resolve(message)
    })
  })
}
