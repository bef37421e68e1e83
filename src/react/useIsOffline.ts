import { useSyncExternalStore } from 'react'
import { isOffline, onWake } from '../browser/wake.ts'

const returnFalse = (): boolean => false

/** Whether the browser knows that it has no network. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(onWake, isOffline, returnFalse)
}
