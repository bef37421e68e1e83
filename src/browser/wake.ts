import { now } from './clock.ts'
import { createSharedSubscription } from './createSharedSubscription.ts'
import { listen } from './listen.ts'
import { perTarget } from './perTarget.ts'

/** How often a page looks at its clock, in ms: a lid may open without any event. */
const WATCHDOG_INTERVAL = 15_000
/** A look that comes later than this has slept, in ms. */
const SLEEP_DETECTION_THRESHOLD = WATCHDOG_INTERVAL + 5_000

const WAKE_EVENTS = {
  document: ['visibilitychange', 'resume', 'prerenderingchange'],
  window: ['pageshow', 'focus', 'online', 'offline'],
} as const

/**
 * Listens for moments at which a plan made earlier may be out of date: page shown, focused, restored, resumed, online or
 * offline, and a slow watchdog. The listener is told whether the viewer has come back, rather than just another check.
 *
 * @param of whose page: an app may render into another window
 * @returns the release
 */
export function onWake(listener: (hasViewerReturned: boolean) => void, of: Document = document): () => void {
  return wakesOf(of)(listener)
}

const wakesOf = perTarget((document: Document) =>
  createSharedSubscription<boolean>((emit) => {
    let lastCheck = now()

    const timer = setInterval(() => {
      const at = now()
      const slept = at - lastCheck > SLEEP_DETECTION_THRESHOLD
      lastCheck = at
      emit(slept && !isPageHidden(document))
    }, WATCHDOG_INTERVAL)

    function wake(): void {
      lastCheck = now()
      emit(!isPageHidden(document) && !isOffline())
    }

    const stops = [
      listen(document, WAKE_EVENTS.document, wake),
      listen(document.defaultView ?? window, WAKE_EVENTS.window, wake),
    ]
    return () => {
      clearInterval(timer)
      for (const stop of stops) stop()
    }
  }),
)

/** Whether no one can see a page: hidden, or prerendered. */
export function isPageHidden(of: Document = document): boolean {
  return of.visibilityState === 'hidden' || isPrerendering(of)
}

/** Whether the browser renders a page ahead of time: iframes of other origins load when the viewer navigates to it. */
export function isPrerendering(of: Document = document): boolean {
  return 'prerendering' in of && of.prerendering === true
}

/** Whether the browser knows that it has no network. The opposite means little. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}
