/** How far outside the viewport an element is near it. */
const ROOT_MARGIN = '200px'

/** Calls back once an element comes near the viewport, or at once where no browser can tell; returns the release. */
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
