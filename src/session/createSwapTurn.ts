import { isInViewport } from '../browser/isInViewport.ts'
import { enterSwapQueue, type SwapPlace } from '../browser/swapQueue.ts'
import type { Frame } from '../core/frames.ts'

/** Place of one embed among the swaps of its page. */
export interface SwapTurn {
  /** Resolves with true when the swap of an iframe may start, or with false if ended before. */
  take(active: Frame, iframe: Element | undefined): Promise<boolean>
  /** Takes the place back for an existing pending iframe, after React hid the embed. */
  keep(active: Frame, iframe: Element | undefined): void
  /** Returns the deadline for the pending page; `latest` is the limit by the active iframe's token. */
  latestRenderAt(latest: number): number
  /** Ends the turn: the swap has ended or was cancelled. */
  end(): void
}

/** Creates the turn of one embed, for all its consecutive swaps. */
export function createSwapTurn(): SwapTurn {
  let place: SwapPlace | undefined
  return {
    async take(active, iframe) {
      const taken = (place ??= enter(active, iframe, false))
      // The turn may end in the same moment, as when React hides several embeds.
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
