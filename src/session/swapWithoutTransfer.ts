import { delay } from '../core/timeout.ts'
import { DEFAULT_RENDER_TIME, type FrameSwap } from './frameSwap.ts'

/**
 * Swaps two iframes without the code for view transfer, which failed to load: the network is down, or a new deployment
 * deleted the files. The pending page starts with the view in its URL.
 */
export async function swapWithoutTransfer<P, C>({ pending, promote }: FrameSwap<P, C>): Promise<void> {
  const { signal } = pending.channel
  await delay(DEFAULT_RENDER_TIME, signal)
  if (!signal.aborted) promote()
}
