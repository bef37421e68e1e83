/**
 * Calls back once when an element is no longer on the page; returns the release. For what React hides and then removes:
 * it ends the effects of a hidden tree when it hides it, and says nothing more.
 */
export function onElementRemoved(element: Element, callback: () => void): () => void {
  const observer = new MutationObserver(() => {
    if (element.isConnected) return
    observer.disconnect()
    callback()
  })
  // Of a tree in a shadow root either the root or its host may lose a child.
  for (const root of new Set([element.getRootNode(), element.ownerDocument])) {
    observer.observe(root, { childList: true, subtree: true })
  }
  return () => observer.disconnect()
}
