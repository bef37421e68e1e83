import { once } from 'node:events'
import { connect } from 'node:net'

/** A line to Firefox's own remote control. */
export interface Marionette {
  /** Sends a command of WebDriver; resolves with its result. */
  send(command: string, parameters?: object): Promise<unknown>
  close(): void
}

/** An answer: its type, the number of the command, and an error or a result. */
type Answer = [type: number, id: number, error: { error: string; message: string } | null, result: unknown]

/**
 * Opens the line on which every driver of Firefox commands it (see "Marionette" in Firefox's source docs): JSON over
 * TCP, each message with its length in bytes and a colon before it.
 *
 * Playwright's way to a Firefox that is not its own needs commands which the ESR does not have yet.
 */
export async function openMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1')
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  let lastId = 0
  let unread = Buffer.alloc(0)

  function hear(message: unknown): void {
    // Firefox says hello first, which is no answer.
    if (!Array.isArray(message)) return
    const [, id, error, result] = message as Answer
    if (error) waiting.get(id)?.reject(new Error(`${error.error}: ${error.message}`))
    else waiting.get(id)?.resolve(result)
    waiting.delete(id)
  }

  socket.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk])
    for (;;) {
      const start = unread.indexOf(':') + 1
      const end = start + Number(unread.subarray(0, Math.max(0, start - 1)))
      if (start === 0 || unread.length < end) return
      hear(JSON.parse(unread.toString('utf8', start, end)))
      unread = unread.subarray(end)
    }
  })
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has hung up.'))
    waiting.clear()
  })
  // "close" follows, and rejects what waits.
  socket.on('error', () => {})
  await once(socket, 'connect')

  return {
    send: (command, parameters = {}) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('Firefox has hung up.'))
        lastId += 1
        waiting.set(lastId, { resolve, reject })
        const message = JSON.stringify([0, lastId, command, parameters])
        socket.write(`${Buffer.byteLength(message)}:${message}`)
      }),
    close: () => void socket.destroy(),
  }
}
