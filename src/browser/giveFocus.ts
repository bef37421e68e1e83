/**
 * Focuses an element, or a frame's page. By the element, Chromium would hand a frame the keys and yet not tell this
 * document when another frame takes them away (measured in Chromium 156).
 */
export function giveFocus(element: HTMLElement): void {
  if (element instanceof HTMLIFrameElement) element.contentWindow?.focus()
  else element.focus({ preventScroll: true })
}
