import { afterEach } from 'vitest'

let isHidden = false

/** A test's own browser never hides its page, so the page is told that it is hidden, as a browser would. */
export function hidePage(): void {
  isHidden = true
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (isHidden ? 'hidden' : 'visible'),
  })
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}

/** The viewer is back: all that a browser may say of it, in one go. */
export function showPage(): void {
  isHidden = false
  document.dispatchEvent(new Event('resume'))
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  window.dispatchEvent(new FocusEvent('focus'))
}

afterEach(() => {
  isHidden = false
  Reflect.deleteProperty(document, 'visibilityState')
})
