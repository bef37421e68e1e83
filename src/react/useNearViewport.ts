import { type RefObject, useEffect, useState } from 'react'
import { onNearViewport } from '../browser/onNearViewport.ts'

/** Whether an element has ever come near the viewport. True from the start where that does not matter. */
export function useNearViewport(ref: RefObject<Element | null>, isLazy: boolean): boolean {
  const [isNear, setNear] = useState(!isLazy)
  useEffect(() => {
    if (isNear || !ref.current) return
    return onNearViewport(ref.current, () => setNear(true))
  }, [ref, isNear])
  return isNear || !isLazy
}
