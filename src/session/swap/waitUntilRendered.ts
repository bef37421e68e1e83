import { now } from '../../browser/clock.ts'
import { delay } from '../../core/timeout.ts'
import type { RefreshStrategy } from '../../core/adapter.ts'
import { runWithTimeout } from '../../core/runWithTimeout.ts'
import { DEFAULT_RENDER_TIME } from '../frameSwap.ts'

/** How long a pending page may take to render if the token of the active one has expired or is about to, in ms. */
const MIN_RENDER_TIME = 1_500
/** How often the limit is checked, in ms: another swap may wait for its turn. */
const CHECK_INTERVAL = 250

/**
 * Waits until a pending page has rendered: for the provider's own report, or for a moment if there is none.
 *
 * @param latestRenderAt until when the report is waited for, in ms on the document's clock
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
    // Async, as an app's function may throw, and a method call, as its adapter may use `this`.
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
