import { now } from './clock.ts'

/** How often a page looks at its clock, in ms: a lid may open without any event. */
const WATCHDOG_PERIOD = 15_000
/** A look that comes later than this has slept, in ms. */
const SLEPT = WATCHDOG_PERIOD + 5_000

/** Called when time may have passed unseen. `woken`: the viewer has come back, rather than just another look. */
export type WakeListener = (woken: boolean) => void

const EVENTS: readonly (readonly [target: 'window' | 'document', type: string])[] = [
  ['document', 'visibilitychange'],
  ['document', 'resume'],
  ['window', 'pageshow'],
  ['window', 'focus'],
  ['window', 'online'],
  ['window', 'offline'],
]

const listeners = new Set<WakeListener>()
let timer: ReturnType<typeof setInterval> | undefined
let lastLook = 0

/**
 * Listens for moments at which a plan made earlier may be out of date: page shown, focused, restored, resumed, on or
 * off line, and a slow watchdog. Listeners and timer are shared by all embeds of the document.
 *
 * @returns its release
 */
export function onWake(listener: WakeListener): () => void {
  if (listeners.size === 0) start()
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) stop()
  }
}

/** Whether nobody can see the page: hidden, or rendered ahead of time. */
export function isPageHidden(): boolean {
  return document.visibilityState === 'hidden' || ('prerendering' in document && document.prerendering === true)
}

/** Whether the browser knows that it has no network. The opposite means little. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}

function start(): void {
  lastLook = now()
  timer = setInterval(look, WATCHDOG_PERIOD)
  for (const [target, type] of EVENTS) targetOf(target).addEventListener(type, wake)
}

function stop(): void {
  clearInterval(timer)
  for (const [target, type] of EVENTS) targetOf(target).removeEventListener(type, wake)
}

function targetOf(name: 'window' | 'document'): EventTarget {
  return name === 'window' ? window : document
}

function look(): void {
  const at = now()
  const slept = at - lastLook > SLEPT
  lastLook = at
  notify(slept && !isPageHidden())
}

function wake(): void {
  lastLook = now()
  notify(!isPageHidden() && !isOffline())
}

function notify(woken: boolean): void {
  for (const listener of listeners) listener(woken)
}
