import type { FrameChannel } from './adapter.ts'

/** Resolves with the first message of a frame's page that matches. Never settles when none comes. */
export function waitForMessage(frame: FrameChannel, matches: (message: unknown) => boolean): Promise<unknown> {
  return new Promise((resolve) => {
    const unsubscribe = frame.subscribe((message) => {
      if (!matches(message)) return
      unsubscribe()
      resolve(message)
    })
  })
}
