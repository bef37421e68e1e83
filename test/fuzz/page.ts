import type { Operation } from './operations.ts'
import type { Scenario } from './scenario.ts'

type PageEvent = Extract<Operation, { do: 'event' }>['type']

let isHidden = false
let isOnline = true
/** Listeners on window and document, each as a text with a number for the listener. */
const listening = new Set<string>()
const numbers = new WeakMap<object, number>()
let lastNumber = 0

Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (isHidden ? 'hidden' : 'visible') })
Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline })
// In jsdom no page has the focus before an element has it, and the library would look for it all the time.
document.hasFocus = () => !isHidden
countListenersOf('window', window)
countListenersOf('document', document)

function countListenersOf(name: string, target: Window | Document): void {
  const add = target.addEventListener.bind(target)
  const remove = target.removeEventListener.bind(target)
  const entry = (type: string, listener: object): string => {
    const number = numbers.get(listener) ?? ++lastNumber
    numbers.set(listener, number)
    return `${name} ${type} ${number}`
  }
  target.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
    const id = entry(type, listener)
    listening.add(id)
    options?.signal?.addEventListener('abort', () => listening.delete(id))
    add(type, listener, options)
  }
  target.removeEventListener = (type: string, listener: EventListener, options?: EventListenerOptions) => {
    listening.delete(entry(type, listener))
    remove(type, listener, options)
  }
}

/** How many listeners there are on window and document. */
export function countListeners(): number {
  return listening.size
}

/** A page that is visible and online. Nobody is told. */
export function resetPage(): void {
  isHidden = false
  isOnline = true
}

/** Something happens to the page, and its listeners hear of it. */
export function dispatch(scenario: Scenario, type: PageEvent): void {
  if (type === 'hide' || type === 'show') isHidden = type === 'hide'
  if (type === 'online' || type === 'offline') isOnline = type === 'online'
  scenario.isVisible = !isHidden
  scenario.isWaking = isComeback(type)
  const [target, name] = eventOf(type)
  target.dispatchEvent(new Event(name))
}

/** Whether an event tells that the viewer is back, rather than that they left. */
function isComeback(type: PageEvent): boolean {
  return type !== 'hide' && type !== 'offline' && !isHidden && isOnline
}

function eventOf(type: PageEvent): [EventTarget, string] {
  if (type === 'hide' || type === 'show') return [document, 'visibilitychange']
  return [type === 'resume' ? document : window, type]
}
