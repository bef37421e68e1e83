import { callSafely } from '../browser/callSafely.ts'
import type { ReadyPage } from './frameConnection.ts'

const NO_CLEANUP = (): void => {}

/**
 * Calls `onReady` for a page that is about to be shown, if that was not called for it before; returns whether it did.
 */
export function announcePage<C>(
  page: ReadyPage<C> | undefined,
  onReady: ((controller: C) => unknown) | undefined,
): boolean {
  if (!page || page.cleanup) return false
  // First, so that the handle in `ref` is that of this page in `onReady`.
  page.cleanup = NO_CLEANUP
  const cleanup = callSafely(onReady, page.controller)
  if (typeof cleanup === 'function') {
    // `onReady` may have ended its own page, for example by removing the embed.
    if (page.cleanup) page.cleanup = () => cleanup()
    else callSafely(() => cleanup())
  }
  return onReady !== undefined
}

/** Runs the cleanup function of `onReady`: another page is about to be shown, or the page is gone. */
export function retractPage(page: ReadyPage<unknown> | undefined): void {
  const cleanup = page?.cleanup
  if (page) page.cleanup = undefined
  callSafely(cleanup)
}
