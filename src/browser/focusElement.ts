/**
 * Focuses an element, or a frame's page. By the element, Chromium would hand a frame the keys and yet not tell this
 * document when another frame takes them away (measured in Chromium 156). WebKit lets a window have it only when its
 * viewer has touched it before, and any element (measured in WebKitGTK 2.50).
 */
export function focusElement(element: HTMLElement): void {
  if (element instanceof HTMLIFrameElement) element.contentWindow?.focus()
  if (document.activeElement !== element) element.focus({ preventScroll: true })
}
