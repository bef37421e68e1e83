import { PAGE_LOAD_TIME } from './refreshSchedule.ts'

/** Maximum number of concurrent swaps while time permits: each loads a second embedded page. */
const MAX_CONCURRENT_SWAPS = 2

/** A queued swap. */
export interface WaitingSwap {
  /** Expiry of the active iframe's token, in ms on the document's clock. */
  readonly expiresAt: number
  /** Returns whether the viewer can see the embed. */
  isInViewport(): boolean
}

/**
 * Returns the next swap to start. Embeds in the viewport come first, then the earliest expiry. Two swaps run
 * concurrently, and more only if a token would otherwise expire in the queue.
 *
 * @param inProgress number of running swaps
 * @param now ms on the document's clock
 * @returns undefined if all must wait
 */
export function nextSwap<T extends WaitingSwap>(waiting: readonly T[], inProgress: number, now: number): T | undefined {
  const ordered = byExpiry(waiting)
  if (inProgress < MAX_CONCURRENT_SWAPS) return ordered.find((swap) => swap.isInViewport()) ?? ordered[0]
  return urgentAt(ordered, now) <= now ? ordered.find(({ expiresAt }) => expiresAt > now) : undefined
}

/**
 * Returns the time when two concurrent swaps become too few for the queue if no running swap ends; Infinity for never.
 */
export function urgentAt(waiting: readonly WaitingSwap[], now: number): number {
  const valid = byExpiry(waiting).filter(({ expiresAt }) => expiresAt > now)
  return Math.min(...valid.map(({ expiresAt }, index) => expiresAt - roundsFor(index + 1) * PAGE_LOAD_TIME))
}

/**
 * Returns how long a running swap may wait for the new page to render: until its own token's limit, or for an equal
 * share of the time left for all queued swaps. Expired tokens do not shorten the time.
 *
 * @param startedAt start of the swap
 * @param latest limit by its own token
 * @param now ms on the document's clock, like all parameters
 */
export function latestRenderAt(
  startedAt: number,
  latest: number,
  waiting: readonly WaitingSwap[],
  now: number,
): number {
  const shares = byExpiry(waiting).map(({ expiresAt }, index) => {
    const end = expiresAt > now ? Math.min(latest, expiresAt - PAGE_LOAD_TIME) : latest
    return startedAt + (end - startedAt) / (1 + roundsFor(index + 1))
  })
  return Math.min(latest, ...shares)
}

function byExpiry<T extends WaitingSwap>(waiting: readonly T[]): T[] {
  return [...waiting].sort((a, b) => a.expiresAt - b.expiresAt)
}

function roundsFor(swaps: number): number {
  return Math.ceil(swaps / MAX_CONCURRENT_SWAPS)
}
