import type { FeltController } from '@feltmaps/js-sdk'
import { delay } from '../core/timeout.ts'
import type { FrameChannel } from '../core/adapter.ts'

/** How long a page is waited for before it is asked again, in ms: more each time. */
const INITIAL_PING_TIMEOUT = 100
const MAX_PING_TIMEOUT = 5_000

/** What carries a view. Not part of an app's first load, but there before it is needed, when there may be no network. */
export const loadFeltViewTransfer = () => import('./transferFeltView.ts')

/**
 * Felt's handshake, then its SDK on top.
 *
 * 1. When the page has loaded, ask `{ type: 'felt.ready' }` with a fresh port, again and again with growing patience,
 *    until it answers `true`. SDK 1.10.0 would re-send a used port and so never reach a page that listens late.
 * 2. Hand the SDK a window that posts to exactly the frame's origin, where the SDK itself posts to any.
 */
export async function connectFelt(frame: FrameChannel): Promise<FeltController> {
  const parts = Promise.all([import('@feltmaps/js-sdk'), loadFeltViewTransfer()])
  // Awaited only when the page has answered, they may have failed long before.
  parts.catch(() => {})
  await frame.loaded
  for (let timeout = INITIAL_PING_TIMEOUT; !(await pingFelt(frame, timeout));) {
    if (frame.signal.aborted) return new Promise(() => {})
    timeout = Math.min(timeout * 1.5, MAX_PING_TIMEOUT)
  }
  const [{ Felt }] = await parts
  // The second argument is honoured at run time and missing from the SDK's types.
  const connectTo: (target: Pick<Window, 'postMessage'>, options: { skipReadyCheck: true }) => Promise<FeltController> =
    Felt.connect
  const target = {
    postMessage: (message: unknown, _origin?: unknown, ports?: Transferable[]) => frame.post(message, ports),
  }
  return connectTo(target, { skipReadyCheck: true })
}

/** One try of the handshake. A failed one takes as long as its timeout, however soon it fails: the event loop must go on. */
async function pingFelt(frame: FrameChannel, timeout: number): Promise<boolean> {
  const startedAt = performance.now()
  const isReady = await frame.request({ type: 'felt.ready' }, timeout).then(
    (response) => response === true,
    () => false,
  )
  if (!isReady) await delay(timeout - (performance.now() - startedAt), frame.signal)
  return isReady
}
