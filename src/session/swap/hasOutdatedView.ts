import { now } from '../../browser/clock.ts'
import { PAGE_LOAD_TIME } from '../../core/refreshSchedule.ts'
import { runWithTimeout } from '../../core/runWithTimeout.ts'
import { latestSwapAt } from '../../core/viewerActivity.ts'
import type { FrameSwap } from '../frameSwap.ts'
import { SRC_TIMEOUT } from '../resolveSrc.ts'

/** Maximum number of restarts per active iframe: a `buildSrc` with a different URL at each call must not loop. */
const MAX_RESTARTS = 3

/** Restarts by connection to the active iframe. */
const restartCounts = new WeakMap<object, number>()

/**
 * Returns whether the active page's view has changed since the URL of the pending iframe was built, if only the URL
 * transfers the view. False if too little time is left to load another page.
 */
export async function hasOutdatedView<P, C>(swap: FrameSwap<P, C>): Promise<boolean> {
  const { adapter, props, active, pending } = swap
  const strategy = adapter.refreshStrategy(props)
  if (!active?.readyPage || strategy.mode !== 'swap' || strategy.transferView) return false
  const { controller } = active.readyPage
  const [oldFrame, newFrame] = [swap.frames.active, swap.frames.pending]
  // Another pending iframe is created only for a token that differs.
  if (!oldFrame || !newFrame || newFrame.srcToken.equals(oldFrame.token)) return false
  if (now() > latestSwapAt(oldFrame.token) - PAGE_LOAD_TIME) return false
  if ((restartCounts.get(active) ?? 0) >= MAX_RESTARTS) return false
  const buildSrc = async () => adapter.buildSrc(props, newFrame.srcToken, controller)
  const newest = await runWithTimeout(SRC_TIMEOUT, pending.channel.signal, buildSrc).catch(() => undefined)
  return newest !== undefined && newest.href !== newFrame.src
}

/** Cancels a swap, so that another one starts with the newest view. */
export function restartSwap<P, C>({ active, cancel }: FrameSwap<P, C>): void {
  if (active) restartCounts.set(active, (restartCounts.get(active) ?? 0) + 1)
  cancel()
}
