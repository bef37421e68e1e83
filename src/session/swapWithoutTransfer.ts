import { delay } from '../core/timeout.ts'
import { DEFAULT_RENDER_TIME, type FrameSwap } from './frameSwap.ts'

/**
 * Swaps two iframes if the code that transfers the view could not be loaded: the network is down, or the app was deployed
 * again and its old files are gone. The pending page shows what its URL says.
 */
export async function swapWithoutTransfer<P, C>({ pending, promote }: FrameSwap<P, C>): Promise<void> {
  const { signal } = pending.channel
  await delay(DEFAULT_RENDER_TIME, signal)
  if (!signal.aborted) promote()
}
