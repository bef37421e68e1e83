import { isInViewport } from '../browser/isInViewport.ts'
import { countEmbed, enterSwapQueue, type SwapPlace } from '../browser/swapQueue.ts'
import type { Frame } from '../core/frames.ts'

/** One embed's turn among the swaps of its page. */
export interface SwapTurn {
  /** Resolves when the swap of a frame may begin, or with false when the turn is ended before; undefined for at once. */
  take(live: Frame, iframe: Element | undefined): Promise<boolean> | undefined
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
  const end = (): void => {
    place?.leave()
    place = undefined
  }
  return {
    end,
    take(live, iframe) {
      place ??= enterSwapQueue(new URL(live.src).origin, {
        expiresAt: live.token.expiresAt,
        isInViewport: () => iframe !== undefined && isInViewport(iframe),
      })
      return place.turn
    },
    latestRenderAt: (latest) => place?.latestRenderAt(latest) ?? latest,
    join() {
      const leave = countEmbed()
      return () => {
        leave()
        end()
      }
    },
  }
}
