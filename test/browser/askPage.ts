/**
 * Sends a command to an emulated page over its debug channel, and returns the response. Rejects without a response
 * within 2 s, for example while the page loads: ask again.
 */
export function askPage<T>(frame: HTMLIFrameElement, command: string, details: object = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${command}: the page did not respond`)), 2_000)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => {
      clearTimeout(timer)
      port1.close()
      resolve(data)
    }
    frame.contentWindow?.postMessage({ emulator: command, ...details }, new URL(frame.src).origin, [port2])
  })
}
