import { isInViewport } from '../browser/isInViewport.ts'
import { countEmbed, enterSwapQueue, type SwapPlace } from '../browser/swapQueue.ts'
import type { Frame } from '../core/frames.ts'

/** One embed's turn among the swaps of its page. */
export interface SwapTurn {
  /** Resolves when the swap of a frame may begin, or with false when the turn is ended before; undefined for at once. */
  take(active: Frame, iframe: Element | undefined): Promise<boolean> | undefined
  /** Keeps the turn of a swap whose second page is loaded already: it was given up while React hid the embed. */
  keep(active: Frame, iframe: Element | undefined): void
  /** Until when the new page may be waited for; `latest` is what the token of the live frame allows. */
  latestRenderAt(latest: number): number
  /** The swap has ended, or is no longer wanted. */
  end(): void
  /** The embed is mounted; returns what is called when it is unmounted. */
  join(): () => void
}

/** Makes the turn of one embed, for all its swaps, one after the other. */
export function createSwapTurn(): SwapTurn {
  let place: SwapPlace | undefined
  let isJoined = false
  const end = (): void => {
    place?.leave()
    place = undefined
  }
  return {
    end,
    take(active, iframe) {
      if (!isJoined) return Promise.resolve(false)
      const taken = (place ??= enter(active, iframe, false))
      // It may be ended in the very moment in which it comes, as where React hides several embeds.
      return taken.turn?.then((isItsTurn) => isItsTurn && place === taken)
    },
    keep: (active, iframe) => void (place ??= enter(active, iframe, true)),
    latestRenderAt: (latest) => place?.latestRenderAt(latest) ?? latest,
    join() {
      const leave = countEmbed()
      isJoined = true
      return () => {
        isJoined = false
        leave()
        end()
      }
    },
  }
}

function enter(active: Frame, iframe: Element | undefined, hasBegun: boolean): SwapPlace {
  const isSeen = (): boolean => iframe !== undefined && isInViewport(iframe)
  const swap = { expiresAt: active.token.expiresAt, isInViewport: isSeen }
  return enterSwapQueue(new URL(active.src).origin, swap, hasBegun)
}
