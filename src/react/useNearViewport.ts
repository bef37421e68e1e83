import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react'
import { neverChanges } from './neverChanges.ts'

/** How far outside the viewport a lazy embed starts to load. */
const MARGIN = '200px'

/** Whether an element has ever come near the viewport. True from the start where that does not matter, or is not known. */
export function useNearViewport(ref: RefObject<Element | null>, isLazy: boolean): boolean {
  const [isNear, setNear] = useState(!isLazy)
  // A server, which has no viewport, must render what a browser begins with.
  const canWatch = useSyncExternalStore(
    neverChanges,
    () => typeof IntersectionObserver !== 'undefined',
    () => true,
  )
  useEffect(() => {
    if (isNear || !canWatch || !ref.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true)
      },
      { rootMargin: MARGIN },
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [ref, isNear, canWatch])
  return isNear || !isLazy || !canWatch
}
