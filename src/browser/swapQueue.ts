import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import { latestRenderAt, nextSwap, urgentAt, type WaitingSwap } from '../core/swapSchedule.ts'
import { now } from './clock.ts'

/** A place in the queue of swaps. */
export interface SwapPlace {
  /** Resolves when the swap may begin, or with false if the place is left before. */
  readonly turn: Promise<boolean>
  /** Until when the swap may wait for the new page to render; `latest` is what its own token allows. */
  latestRenderAt(latest: number): number
  /** The swap has ended, or is no longer wanted: the next one may begin. */
  leave(): void
}

type SwapQueue = (swap: WaitingSwap, hasBegun: boolean) => SwapPlace

/** By origin: iframes of one site share a process, its thread, and the few WebGL contexts that the browser gives to it. */
const queues = new Map<string, SwapQueue>()

/**
 * Enters the queue of all swaps of this page that load a second embedded page of the same origin.
 *
 * @param hasBegun the second page is loaded already, as in a part of the page that was hidden for a while
 */
export function enterSwapQueue(origin: string, swap: WaitingSwap, hasBegun: boolean): SwapPlace {
  const enter = queues.get(origin) ?? createSwapQueue()
  queues.set(origin, enter)
  return enter(swap, hasBegun)
}

function createSwapQueue(): SwapQueue {
  const waiting = new Map<WaitingSwap, (isItsTurn: boolean) => void>()
  /** With the time at which each began. */
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
    // Not yet, as all embeds that one token or one event concerns are to be chosen from.
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
