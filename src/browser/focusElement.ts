import { isFocused } from './activeElement.ts'

/**
 * Focuses an element, or an iframe's page. By the element, Chromium would hand an iframe the keys and yet not tell this
 * document when another iframe takes them away (measured in Chromium 156). WebKit lets a window have it only when its
 * viewer has touched it before, and any element (measured in WebKitGTK 2.50).
 */
export function focusElement(element: HTMLElement): void {
  if (isIframe(element)) element.contentWindow?.focus()
  if (!isFocused(element)) element.focus({ preventScroll: true })
}

/** Not by `instanceof`: each window has classes of its own. */
export function isIframe(element: Element): element is HTMLIFrameElement {
  return element.localName === 'iframe'
}
