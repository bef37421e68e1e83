import type { FrameChannel } from './adapter.ts'

/** Resolves with the first message of a frame's page that matches. Never settles when none comes. */
export function nextMessage(frame: FrameChannel, matches: (message: unknown) => boolean): Promise<unknown> {
  return new Promise((resolve) => {
    const release = frame.subscribe((message) => {
      if (!matches(message)) return
      release()
      resolve(message)
    })
  })
}
