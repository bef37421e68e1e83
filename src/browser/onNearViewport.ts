/** Distance from the viewport within which an element counts as near. */
const ROOT_MARGIN = '200px'

/**
 * Calls back once when an element comes near the viewport, or immediately without browser support. Returns the release.
 */
export function onNearViewport(element: Element, callback: () => void): () => void {
  if (typeof IntersectionObserver === 'undefined') {
    callback()
    return () => {}
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      callback()
    },
    { rootMargin: ROOT_MARGIN },
  )
  observer.observe(element)
  return () => observer.disconnect()
}
