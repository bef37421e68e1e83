import { useCallback, useSyncExternalStore } from 'react'
import { now } from '../browser/clock.ts'
import { onWake } from '../browser/wake.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'

const returnFalse = (): boolean => false

/** Whether an instant on the document's clock has passed. Renders again when it does, also after a sleep. */
export function useIsPast(time: number | undefined): boolean {
  const subscribe = useCallback((onChange: () => void) => watchTime(time, onChange), [time])
  return useSyncExternalStore(subscribe, () => time !== undefined && now() >= time, returnFalse)
}

/** A timer that is cut short by the browser's limit looks again, and a wake-up looks at once. */
function watchTime(time: number | undefined, onChange: () => void): () => void {
  if (time === undefined || now() >= time) return () => {}
  let timer = arm()
  const release = onWake(onChange)
  function arm(): ReturnType<typeof setTimeout> {
    return setTimeout(
      () => {
        onChange()
        if (now() < (time ?? 0)) timer = arm()
      },
      clampTimerDelay((time ?? 0) - now()),
    )
  }
  return () => {
    clearTimeout(timer)
    release()
  }
}
