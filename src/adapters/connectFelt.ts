import type { FeltController } from '@feltmaps/js-sdk'
import { delay } from '../core/timeout.ts'
import type { FrameChannel } from '../core/adapter.ts'

/** First delay before the handshake is repeated, in ms. Grows with each attempt. */
const INITIAL_PING_TIMEOUT = 100
const MAX_PING_TIMEOUT = 5_000

/**
 * Loads the code for copying a view, ahead of need: the network may be gone by then. Not in the first load of an app.
 */
export const loadFeltViewTransfer = () => import('./transferFeltView.ts')

/**
 * Completes Felt's handshake and connects Felt's SDK.
 *
 * 1. After the `load` event, post `{ type: 'felt.ready' }` with a new port, repeatedly and with growing timeouts,
 *    until the page responds `true`. SDK 1.10.0 would re-send a used port and never reach a page with late listeners.
 * 2. Pass the SDK a window object with the iframe's exact origin as the only target; the SDK itself posts to any
 * origin.
 */
export async function connectFelt(frame: FrameChannel): Promise<FeltController> {
  const parts = Promise.all([import('@feltmaps/js-sdk'), loadFeltViewTransfer()])
  // Awaited only after the page has responded; the import may have failed long before.
  parts.catch(() => {})
  await frame.loaded
  for (let timeout = INITIAL_PING_TIMEOUT; !(await pingFelt(frame, timeout));) {
    if (frame.signal.aborted) return new Promise(() => {})
    timeout = Math.min(timeout * 1.5, MAX_PING_TIMEOUT)
  }
  const [{ Felt }] = await parts
  // The SDK honors the second argument at run time, but its types lack the parameter.
  const connectTo: (target: Pick<Window, 'postMessage'>, options: { skipReadyCheck: true }) => Promise<FeltController> =
    Felt.connect
  const target = {
    postMessage: (message: unknown, _origin?: unknown, ports?: Transferable[]) => frame.post(message, ports),
  }
  return connectTo(target, { skipReadyCheck: true })
}

/** Sends one handshake message. A failed attempt lasts as long as its timeout, so the event loop always continues. */
async function pingFelt(frame: FrameChannel, timeout: number): Promise<boolean> {
  const startedAt = performance.now()
  const isReady = await frame.request({ type: 'felt.ready' }, timeout).then(
    (response) => response === true,
    () => false,
  )
  if (!isReady) await delay(timeout - (performance.now() - startedAt), frame.signal)
  return isReady
}
