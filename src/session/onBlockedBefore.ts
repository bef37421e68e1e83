import { loadSwap } from './loadSwap.ts'

/**
 * Calls back if the host page's CSP blocked an iframe of this origin in the server's HTML, which no event reports
 * later.
 */
export function onBlockedBefore(origin: string, callback: () => void): void {
  loadSwap().then(
    ({ wasFrameBlocked }) => wasFrameBlocked(origin) && callback(),
    () => {},
  )
}
