import { now } from './clock.ts'
import { createSharedSubscription } from './createSharedSubscription.ts'
import { listen } from './listen.ts'
import { perTarget } from './perTarget.ts'

/** Interval of clock checks, in ms: a laptop may wake up without any event. */
const WATCHDOG_INTERVAL = 15_000
/** After a longer gap the machine has slept, in ms: Chromium runs the interval of a hidden page once a minute. */
const SLEEP_DETECTION_THRESHOLD = 80_000

/**
 * Listens for moments at which an earlier plan may be out of date: page visible, focused, restored, resumed, online or
 * offline, and a slow watchdog. The listener receives whether the viewer has come back, or the machine woke up.
 *
 * @param of the document of the page: an app may render into another window
 * @returns the release
 */
export function onWake(listener: (hasReturned: boolean) => void, of: Document = document): () => void {
  return wakesOf(of)(listener)
}

const wakesOf = perTarget((document: Document) =>
  createSharedSubscription<boolean>((emit) => {
    let lastCheck = now()

    const timer = setInterval(() => {
      const at = now()
      const slept = at - lastCheck > SLEEP_DETECTION_THRESHOLD
      lastCheck = at
      // Chromium delays a timer that an interval sets on a hidden page, so that a refresh would be late.
      if (slept || !isPageHidden(document)) emit(slept)
    }, WATCHDOG_INTERVAL)

    function wake(): void {
      lastCheck = now()
      emit(!isPageHidden(document) && !isOffline())
    }

    const stops = [
      listen(document, ['visibilitychange', 'resume', 'prerenderingchange'], wake),
      listen(document.defaultView ?? window, ['pageshow', 'focus', 'online', 'offline'], wake),
    ]
    return () => {
      clearInterval(timer)
      for (const stop of stops) stop()
    }
  }),
)

/** Returns whether a page is invisible: hidden, or prerendered. */
export function isPageHidden(of: Document = document): boolean {
  return of.visibilityState === 'hidden' || isPrerendering(of)
}

/** Returns whether the browser prerenders a page: cross-origin iframes load after activation. */
export function isPrerendering(of: Document = document): boolean {
  return 'prerendering' in of && of.prerendering === true
}

/** Returns whether the browser knows of no network. `false` does not guarantee a connection. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}
