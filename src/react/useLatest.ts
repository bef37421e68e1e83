import { type RefObject, useLayoutEffect, useRef } from 'react'
import { isBrowser } from '../browser/isBrowser'

/** `useLayoutEffect` without React 18's warning on the server, where effects do not run. */
export const useCommitEffect: typeof useLayoutEffect = isBrowser ? useLayoutEffect : () => {}

/**
 * The value of the newest committed render, for code that runs later: callbacks written inline are then always the
 * newest, and never a reason to do anything again.
 */
export function useLatest<T>(value: T): Readonly<RefObject<T>> {
  const latest = useRef(value)
  useCommitEffect(() => {
    latest.current = value
  })
  return latest
}
