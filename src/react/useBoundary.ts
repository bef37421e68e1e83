import { useCallback, useSyncExternalStore } from 'react'
import { now } from '../browser/clock.ts'
import { isOffline, onWake } from '../browser/wake.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'

const NEVER = (): boolean => false

/** Whether an instant on the document's clock has passed. Renders again when it does, also after a sleep. */
export function useIsPast(instant: number | undefined): boolean {
  const subscribe = useCallback((onChange: () => void) => watchInstant(instant, onChange), [instant])
  return useSyncExternalStore(subscribe, () => instant !== undefined && now() >= instant, NEVER)
}

/** Whether the browser knows that it has no network. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(onWake, isOffline, NEVER)
}

/** A timer that is cut short by the browser's limit looks again, and a wake-up looks at once. */
function watchInstant(instant: number | undefined, onChange: () => void): () => void {
  if (instant === undefined || now() >= instant) return () => {}
  let timer = arm()
  const release = onWake(onChange)
  function arm(): ReturnType<typeof setTimeout> {
    return setTimeout(
      () => {
        onChange()
        if (now() < (instant ?? 0)) timer = arm()
      },
      clampTimerDelay((instant ?? 0) - now()),
    )
  }
  return () => {
    clearTimeout(timer)
    release()
  }
}
