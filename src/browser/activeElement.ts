/** Whether an element has the focus in its document or shadow root. */
export function isFocused(element: Element): boolean {
  const root = element.getRootNode()
  return 'activeElement' in root && root.activeElement === element
}

/** The element of a document that has the focus, in whichever open shadow root it is. */
export function getActiveElement({ activeElement }: DocumentOrShadowRoot): Element | null {
  const inner = activeElement?.shadowRoot && getActiveElement(activeElement.shadowRoot)
  return inner ?? activeElement
}
