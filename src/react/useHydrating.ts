import { useSyncExternalStore } from 'react'

const subscribeToNothing = (): (() => void) => () => {}

/** Returns whether React renders on a server, or hydrates server-rendered HTML. */
export function useHydrating(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => true,
  )
}
