import { PAGE_LOAD_TIME } from './refreshSchedule.ts'

/** How many swaps are in progress at once where there is time: each loads a second embedded page beside the first. */
const MAX_CONCURRENT_SWAPS = 2

/** A swap that waits for its turn. */
export interface WaitingSwap {
  /** When the token of the active iframe expires, in ms on the document's clock. */
  readonly expiresAt: number
  /** Whether the viewer can see the embed. */
  isInViewport(): boolean
}

/**
 * The swap that begins next. Embeds in the viewport come first, then those whose tokens expire first. Two are in progress
 * at a time, and more only where a token would expire before its turn.
 *
 * @param inProgress how many swaps have begun and not ended
 * @param now ms on the document's clock
 * @returns undefined where all have to wait
 */
export function nextSwap<T extends WaitingSwap>(waiting: readonly T[], inProgress: number, now: number): T | undefined {
  const ordered = byExpiry(waiting)
  if (inProgress < MAX_CONCURRENT_SWAPS) return ordered.find((swap) => swap.isInViewport()) ?? ordered[0]
  return urgentAt(ordered, now) <= now ? ordered.find(({ expiresAt }) => expiresAt > now) : undefined
}

/** When two at a time become too few for all waiting swaps, if none in progress ends. Infinity for never. */
export function urgentAt(waiting: readonly WaitingSwap[], now: number): number {
  const valid = byExpiry(waiting).filter(({ expiresAt }) => expiresAt > now)
  return Math.min(...valid.map(({ expiresAt }, index) => expiresAt - roundsFor(index + 1) * PAGE_LOAD_TIME))
}

/**
 * Until when a swap in progress may wait for the new page to render: for as long as its own token allows, or for an equal
 * share of the time that it has together with those that wait for it. A token that has expired shortens no time.
 *
 * @param startedAt when the swap began
 * @param latest the limit by its own token
 * @param now ms on the document's clock, as all of these
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
