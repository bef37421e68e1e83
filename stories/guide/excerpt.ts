/** A piece of text, and whether it matches. */
export interface TextPart {
  text: string
  isMatch: boolean
}

/** Characters before and after the first match. */
const [BEFORE, AFTER] = [60, 150]

/** Cuts out the text around the first of the terms, and marks every term in it. */
export function excerpt(text: string, terms: readonly string[]): TextPart[] {
  const pattern = terms.map((term) => term.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const words = new RegExp(`(${pattern || '(?!)'})`, 'giu')
  const first = text.search(words)
  const from = first > BEFORE ? text.indexOf(' ', first - BEFORE) + 1 : 0
  const end = Math.max(first, 0) + AFTER
  const to = end < text.length ? text.lastIndexOf(' ', end) : text.length
  const cut = `${from > 0 ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}`
  // The pattern is one group, so that every second part is a match.
  return cut
    .split(words)
    .map((part, i) => ({ text: part, isMatch: i % 2 === 1 }))
    .filter((part) => part.text !== '')
}
