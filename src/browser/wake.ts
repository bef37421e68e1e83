import { now } from './clock.ts'
import { createSharedSubscription } from './createSharedSubscription.ts'

/** How often a page looks at its clock, in ms: a lid may open without any event. */
const WATCHDOG_INTERVAL = 15_000
/** A look that comes later than this has slept, in ms. */
const SLEEP_DETECTION_THRESHOLD = WATCHDOG_INTERVAL + 5_000

const WAKE_EVENTS = {
  document: ['visibilitychange', 'resume'],
  window: ['pageshow', 'focus', 'online', 'offline'],
} as const

/**
 * Listens for moments at which a plan made earlier may be out of date: page shown, focused, restored, resumed, on or
 * off line, and a slow watchdog. The listener is told whether the viewer has come back, rather than just another look.
 *
 * @returns its release
 */
export const onWake = createSharedSubscription<boolean>((emit) => {
  const controller = new AbortController()
  let lastCheck = now()

  const timer = setInterval(() => {
    const at = now()
    const slept = at - lastCheck > SLEEP_DETECTION_THRESHOLD
    lastCheck = at
    emit(slept && !isPageHidden())
  }, WATCHDOG_INTERVAL)

  function wake(): void {
    lastCheck = now()
    emit(!isPageHidden() && !isOffline())
  }

  for (const type of WAKE_EVENTS.document) document.addEventListener(type, wake, controller)
  for (const type of WAKE_EVENTS.window) window.addEventListener(type, wake, controller)
  return () => {
    clearInterval(timer)
    controller.abort()
  }
})

/** Whether nobody can see the page: hidden, or rendered ahead of time. */
export function isPageHidden(): boolean {
  return document.visibilityState === 'hidden' || ('prerendering' in document && document.prerendering === true)
}

/** Whether the browser knows that it has no network. The opposite means little. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}
