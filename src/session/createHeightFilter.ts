import { devWarn } from '../core/devWarn.ts'

/** Smaller height changes are rounding noise, in CSS pixels. */
const MIN_CHANGE = 2
/** Equal consecutive growths after which the page is assumed to fill its given height and add a margin. */
const MAX_EQUAL_GROWTHS = 10

/** Creates a filter for requested heights, in CSS pixels: returns whether to apply a height. */
export function createHeightFilter(): (requestedHeight: number) => boolean {
  let height = 0
  let lastChange = 0
  let equalGrowths = 0
  return (requestedHeight) => {
    const change = requestedHeight - height
    if (Math.abs(change) < MIN_CHANGE) return false
    equalGrowths = change > 0 && change === lastChange ? equalGrowths + 1 : 0
    lastChange = change
    if (equalGrowths >= MAX_EQUAL_GROWTHS) {
      if (process.env.NODE_ENV !== 'production') warnOfGrowth()
      return false
    }
    height = requestedHeight
    return true
  }
}

function warnOfGrowth(): void {
  devWarn(
    'the height of an embed is no longer adjusted, because its page keeps requesting the same increase. ' +
      'Set a height, or autoHeight={false}.',
  )
}
