import { now } from './clock.ts'
import { share } from './share.ts'

/** How often a page looks at its clock, in ms: a lid may open without any event. */
const WATCHDOG_PERIOD = 15_000
/** A look that comes later than this has slept, in ms. */
const SLEPT = WATCHDOG_PERIOD + 5_000

const EVENTS = {
  document: ['visibilitychange', 'resume'],
  window: ['pageshow', 'focus', 'online', 'offline'],
} as const

/**
 * Listens for moments at which a plan made earlier may be out of date: page shown, focused, restored, resumed, on or
 * off line, and a slow watchdog. The listener is told whether the viewer has come back, rather than just another look.
 *
 * @returns its release
 */
export const onWake = share<boolean>((tell) => {
  const ended = new AbortController()
  let lastLook = now()

  const timer = setInterval(() => {
    const at = now()
    const slept = at - lastLook > SLEPT
    lastLook = at
    tell(slept && !isPageHidden())
  }, WATCHDOG_PERIOD)

  function wake(): void {
    lastLook = now()
    tell(!isPageHidden() && !isOffline())
  }

  for (const type of EVENTS.document) document.addEventListener(type, wake, ended)
  for (const type of EVENTS.window) window.addEventListener(type, wake, ended)
  return () => {
    clearInterval(timer)
    ended.abort()
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
