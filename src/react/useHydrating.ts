import { useSyncExternalStore } from 'react'

const subscribeToNothing = (): (() => void) => () => {}

/** Whether React renders on a server, or hydrates the HTML that a server rendered. */
export function useHydrating(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => true,
  )
}
