/** Observations of the iframes in a part of the page. */
export interface FrameWatch {
  /** The fewest frames that were to be seen in any picture since the watch began. */
  readonly fewest: number
  /** Every iframe that was to be seen, in the order of appearance. */
  readonly seen: ReadonlySet<HTMLIFrameElement>
  /** Ends the watch. */
  stop(): void
}

/** The frames that a person can see, rather than those that wait underneath. */
export function shownFrames(root: HTMLElement): HTMLIFrameElement[] {
  return [...root.querySelectorAll('iframe')].filter((iframe) => getComputedStyle(iframe).opacity !== '0')
}

/** Looks at the frames before every picture that the browser draws. */
export function watchFrames(root: HTMLElement): FrameWatch {
  const seen = new Set<HTMLIFrameElement>()
  let fewest = Infinity
  let request = 0
  const look = () => {
    const frames = shownFrames(root)
    fewest = Math.min(fewest, frames.length)
    frames.forEach((frame) => seen.add(frame))
    request = requestAnimationFrame(look)
  }
  look()
  return {
    seen,
    get fewest() {
      return fewest
    },
    stop: () => cancelAnimationFrame(request),
  }
}
