import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import { latestRenderAt, nextSwap, urgentAt, type WaitingSwap } from '../core/swapSchedule.ts'
import { now } from './clock.ts'

/** A place in the queue of swaps. */
export interface SwapPlace {
  /** Resolves when the swap may begin, or with false when the place is left before; undefined where it may at once. */
  readonly turn: Promise<boolean> | undefined
  /** Until when the swap may wait for the new page to render; `latest` is what its own token allows. */
  latestRenderAt(latest: number): number
  /** The swap has ended, or is no longer wanted: the next one may begin. */
  leave(): void
}

type SwapQueue = (swap: WaitingSwap, hasBegun: boolean) => SwapPlace

/** How many embeds are on the page. */
let embedCount = 0
/** How many of them are being mounted, or shown again, in the commit that goes on. */
let joiningCount = 0

/** Counts an embed for as long as it is mounted; returns the release. */
export function countEmbed(): () => void {
  embedCount += 1
  joiningCount += 1
  queueMicrotask(() => {
    joiningCount -= 1
  })
  return () => {
    embedCount -= 1
  }
}

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
      if (hasBegun) inProgress.set(swap, now())
      else waiting.set(swap, resolve)
    })
    // All embeds whose token arrived in one commit are to be chosen from.
    if (embedCount > 1 || joiningCount > 0) queueMicrotask(advance)
    else advance()
    return {
      turn: inProgress.has(swap) ? undefined : turn,
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
