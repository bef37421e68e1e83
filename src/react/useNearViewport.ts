import { type RefObject, useEffect, useState } from 'react'

/** How far outside the viewport a lazy embed starts to load. */
const MARGIN = '200px'

/** Whether an element has ever come near the viewport. True from the start where that does not matter. */
export function useNearViewport(ref: RefObject<Element | null>, isLazy: boolean): boolean {
  const [isNear, setNear] = useState(!isLazy || typeof IntersectionObserver === 'undefined')
  useEffect(() => {
    if (isNear || !ref.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true)
      },
      { rootMargin: MARGIN },
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [ref, isNear])
  return isNear || !isLazy
}
