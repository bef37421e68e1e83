/** Returns whether an element has focus in its document or shadow root. */
export function isFocused(element: Element): boolean {
  const root = element.getRootNode()
  return 'activeElement' in root && root.activeElement === element
}

/** Returns a document's focused element, including elements in open shadow roots. */
export function getActiveElement({ activeElement }: DocumentOrShadowRoot): Element | null {
  const inner = activeElement?.shadowRoot && getActiveElement(activeElement.shadowRoot)
  return inner ?? activeElement
}
