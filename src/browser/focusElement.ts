import { isFocused } from './activeElement.ts'

/**
 * Focuses an element, or an iframe's page. If the iframe element itself is focused, Chromium does not notify this
 * document when another iframe takes the focus (measured in Chromium 156). WebKit focuses a window only after a user
 * interaction, but any element (measured in WebKitGTK 2.50).
 */
export function focusElement(element: HTMLElement): void {
  if (isIframe(element)) element.contentWindow?.focus()
  if (!isFocused(element)) element.focus({ preventScroll: true })
}

/** Without `instanceof`, because each window has its own classes. */
export function isIframe(element: Element): element is HTMLIFrameElement {
  return element.localName === 'iframe'
}
