import { type RefObject, useLayoutEffect, useMemo } from 'react'
import { isBrowser } from '../browser/isBrowser.ts'

/** `useLayoutEffect` without React 18's warning on the server, where effects do not run. */
export const useIsomorphicLayoutEffect: typeof useLayoutEffect = isBrowser ? useLayoutEffect : () => {}

/**
 * The value of the newest committed render, for code that runs later: callbacks written inline are then always the
 * newest, and never a reason to do anything again.
 *
 * @param key what the value belongs to: with another one begins another box, and the one before keeps what it held
 */
export function useLatest<T>(value: T, key?: unknown): Readonly<RefObject<T>> {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the first value is all that is needed of it
  const latest = useMemo(() => createLatestRef(value), [key])
  useIsomorphicLayoutEffect(() => latest.set(value))
  return latest
}

/** It is written by a call, as the React Compiler takes an assignment to what a hook gave for a mistake. */
function createLatestRef<T>(first: T) {
  let current = first
  return {
    get current() {
      return current
    },
    set(value: T): void {
      current = value
    },
  }
}
