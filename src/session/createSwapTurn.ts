import { isInViewport } from '../browser/isInViewport.ts'
import { enterSwapQueue, type SwapPlace } from '../browser/swapQueue.ts'
import type { Frame } from '../core/frames.ts'

/** One embed's turn among the swaps of its page. */
export interface SwapTurn {
  /** Resolves when the swap of an iframe may begin, or with false if the turn is ended before. */
  take(active: Frame, iframe: Element | undefined): Promise<boolean>
  /** Takes the turn back for a pending iframe that exists already: the turn was ended while React hid the embed. */
  keep(active: Frame, iframe: Element | undefined): void
  /** Until when the pending page may be waited for; `latest` is what the token of the active iframe allows. */
  latestRenderAt(latest: number): number
  /** The swap has ended, or is no longer wanted. */
  end(): void
}

/** Creates the turn of one embed, for all its swaps, one after the other. */
export function createSwapTurn(): SwapTurn {
  let place: SwapPlace | undefined
  return {
    async take(active, iframe) {
      const taken = (place ??= enter(active, iframe, false))
      // It may be ended in the very moment in which it comes, as when React hides several embeds.
      return (await taken.turn) && place === taken
    },
    keep: (active, iframe) => void (place ??= enter(active, iframe, true)),
    latestRenderAt: (latest) => place?.latestRenderAt(latest) ?? latest,
    end() {
      place?.leave()
      place = undefined
    },
  }
}

function enter(active: Frame, iframe: Element | undefined, hasBegun: boolean): SwapPlace {
  const isSeen = (): boolean => iframe !== undefined && isInViewport(iframe)
  const swap = { expiresAt: active.token.expiresAt, isInViewport: isSeen }
  return enterSwapQueue(new URL(active.src).origin, swap, hasBegun)
}
