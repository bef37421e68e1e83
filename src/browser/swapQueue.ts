import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import { latestRenderAt, nextSwap, urgentAt, type WaitingSwap } from '../core/swapSchedule.ts'
import { now } from './clock.ts'

/** A position in the queue of swaps. */
export interface SwapPlace {
  /** Resolves with true when the swap may start, or with false if the position is left before. */
  readonly turn: Promise<boolean>
  /** Returns the deadline for rendering the new page; `latest` is the limit by its own token. */
  latestRenderAt(latest: number): number
  /** Leaves the queue: the swap has ended or was cancelled, and the next swap may start. */
  leave(): void
}

type SwapQueue = (swap: WaitingSwap, hasBegun: boolean) => SwapPlace

/** Keyed by origin: iframes of one site share a process, a thread, and the browser's few WebGL contexts. */
const queues = new Map<string, SwapQueue>()

/**
 * Enters the queue of this page's swaps with a second embedded page of the same origin.
 *
 * @param hasBegun whether the second page has already loaded, as in a previously hidden part of the page
 */
export function enterSwapQueue(origin: string, swap: WaitingSwap, hasBegun: boolean): SwapPlace {
  const enter = queues.get(origin) ?? createSwapQueue()
  queues.set(origin, enter)
  return enter(swap, hasBegun)
}

function createSwapQueue(): SwapQueue {
  const waiting = new Map<WaitingSwap, (isItsTurn: boolean) => void>()
  /** Running swaps with their start times. */
  const inProgress = new Map<WaitingSwap, number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function advance(): void {
    clearTimeout(timer)
    const at = now()
    for (let swap = next(at); swap; swap = next(at)) {
      const start = waiting.get(swap)
      waiting.delete(swap)
      inProgress.set(swap, at)
      start?.(true)
    }
    if (waiting.size > 0) timer = setTimeout(advance, clampTimerDelay(urgentAt([...waiting.keys()], at) - at))
  }

  const next = (at: number): WaitingSwap | undefined => nextSwap([...waiting.keys()], inProgress.size, at)

  return (swap, hasBegun) => {
    const turn = new Promise<boolean>((resolve) => {
      if (hasBegun) {
        inProgress.set(swap, now())
        resolve(true)
      } else waiting.set(swap, resolve)
    })
    // Deferred, so that all embeds affected by the same token or event are in the queue.
    queueMicrotask(advance)
    return {
      turn,
      latestRenderAt: (latest) => latestRenderAt(inProgress.get(swap) ?? now(), latest, [...waiting.keys()], now()),
      leave() {
        waiting.get(swap)?.(false)
        waiting.delete(swap)
        inProgress.delete(swap)
        advance()
      },
    }
  }
}
