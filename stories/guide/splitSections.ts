import { slug } from 'github-slugger'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'

/** A heading of a page with the text below it. */
export interface Section {
  heading: string
  /** `#` and the heading's slug; empty for the text below the page's title. */
  anchor: string
  text: string
}

/** Splits a page at its headings. Code and tables are part of the text. */
export function splitSections(markdown: string): Section[] {
  const sections: Section[] = []
  for (const node of fromMarkdown(markdown).children) {
    if (node.type === 'heading') {
      const heading = toString(node)
      sections.push({ heading, anchor: node.depth === 1 ? '' : `#${slug(heading)}`, text: '' })
      continue
    }
    const section = sections.at(-1)
    if (section && node.type !== 'html') section.text = `${section.text} ${plain(toString(node))}`.trim()
  }
  return sections
}

/** Text without the bars and rules of tables, which the parser keeps as text. */
function plain(text: string): string {
  return text
    .replaceAll(/\|?\s*:?-{3,}:?\s*\|?/g, ' ')
    .replaceAll(/\\?\|/g, ' ')
    .replaceAll(/\s+/g, ' ')
}
