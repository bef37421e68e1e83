/** Returns whether any part of an element is in the viewport of its window. */
export function isInViewport(element: Element): boolean {
  const { innerWidth = 0, innerHeight = 0 } = element.ownerDocument.defaultView ?? {}
  const { top, right, bottom, left, width, height } = element.getBoundingClientRect()
  return width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
}
