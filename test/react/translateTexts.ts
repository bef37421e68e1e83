/**
 * Does to a page what page translators do: each text node ends up in two `<font>` elements, either the node itself
 * (`moves`) or another one with the translation in its place (`replaces`).
 */
export function translateTexts(root: Node, way: 'moves' | 'replaces'): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts.filter(({ parentNode }) => parentNode?.nodeName !== 'FONT')) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')]
    text.replaceWith(outer)
    outer.append(inner)
    inner.append(way === 'moves' ? text : document.createTextNode(text.data))
  }
}
