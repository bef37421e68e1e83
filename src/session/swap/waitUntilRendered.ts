import { now } from '../../browser/clock.ts'
import { delay } from '../../core/timeout.ts'
import type { RefreshStrategy } from '../../core/adapter.ts'
import { runWithTimeout } from '../../core/runWithTimeout.ts'
import { DEFAULT_RENDER_TIME } from '../frameSwap.ts'

/** How long a new page may take to render where the token of the live one has expired or is about to, in ms. */
const MIN_RENDER_TIME = 1_500
/** How often to check whether time is up, in ms: another swap that waits may need it. */
const CHECK_INTERVAL = 250

/**
 * Waits until a new page has rendered: for the provider's own sign, or for a moment where there is none.
 *
 * @param renderBy until when the sign is waited for, in ms on the document's clock
 * @param signal ends the wait
 */
export async function waitUntilRendered<C>(
  refreshStrategy: RefreshStrategy<C>,
  controller: C,
  renderBy: () => number,
  signal: AbortSignal,
): Promise<void> {
  await runWithTimeout(Infinity, signal, (timeoutSignal) => {
    const waitDefaultTime = () => delay(DEFAULT_RENDER_TIME, timeoutSignal)
    // In a function of its own, as a host's may throw at once, and as a method, as its adapter may have a `this`.
    const rendered = async () =>
      refreshStrategy.mode === 'swap' && refreshStrategy.whenRendered
        ? refreshStrategy.whenRendered(controller)
        : waitDefaultTime()
    return Promise.race([rendered().catch(waitDefaultTime), waitUntilTimeIsUp(renderBy, timeoutSignal)])
  }).catch(() => {})
}

async function waitUntilTimeIsUp(renderBy: () => number, timeoutSignal: AbortSignal): Promise<void> {
  const earliest = now() + MIN_RENDER_TIME
  const isUp = (): boolean => now() >= Math.max(earliest, renderBy())
  while (!timeoutSignal.aborted && !isUp()) await delay(CHECK_INTERVAL, timeoutSignal)
}
