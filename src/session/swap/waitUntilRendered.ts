import { now } from '../../browser/clock.ts'
import { delay } from '../../core/timeout.ts'
import type { RefreshStrategy } from '../../core/adapter.ts'
import { runWithTimeout } from '../../core/runWithTimeout.ts'
import { DEFAULT_RENDER_TIME } from '../frameSwap.ts'

/** Minimum time for a pending page to render after the active token's expiry, in ms. */
const MIN_RENDER_TIME = 1_500
/** Interval of checks of the limit, in ms: another swap may be queued. */
const CHECK_INTERVAL = 250

/**
 * Waits until a pending page has rendered: for the provider's report, or for a short time without reports.
 *
 * @param latestRenderAt returns the deadline, in ms on the document's clock
 * @param signal ends the wait
 */
export async function waitUntilRendered<C>(
  refreshStrategy: RefreshStrategy<C>,
  controller: C,
  latestRenderAt: () => number,
  signal: AbortSignal,
): Promise<void> {
  await runWithTimeout(Infinity, signal, (timeoutSignal) => {
    const waitDefaultTime = () => delay(DEFAULT_RENDER_TIME, timeoutSignal)
    // Async, because an app's function may throw synchronously; a method call, because an adapter may use `this`.
    const rendered = async () =>
      refreshStrategy.mode === 'swap' && refreshStrategy.whenRendered
        ? refreshStrategy.whenRendered(controller)
        : waitDefaultTime()
    return Promise.race([rendered().catch(waitDefaultTime), waitUntilTimeIsUp(latestRenderAt, timeoutSignal)])
  }).catch(() => {})
}

async function waitUntilTimeIsUp(latestRenderAt: () => number, timeoutSignal: AbortSignal): Promise<void> {
  const earliest = now() + MIN_RENDER_TIME
  const isUp = (): boolean => now() >= Math.max(earliest, latestRenderAt())
  while (!timeoutSignal.aborted && !isUp()) await delay(CHECK_INTERVAL, timeoutSignal)
}
