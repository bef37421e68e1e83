import MiniSearch from 'minisearch'
import { excerpt, type TextPart } from './excerpt.ts'
import type { GuideText } from './guidePages.ts'
import { splitSections } from './splitSections.ts'

/** A section of the guide that contains the words of a query. */
export interface Finding {
  /** Address in Storybook, with the section's anchor. */
  address: string
  page: string
  heading: string
  /** Text around the first match. */
  text: readonly TextPart[]
}

const MAX_FINDINGS = 25

/** Creates a full-text search over pages of the guide: every word of a query must occur, from its beginning on. */
export function createGuideSearch(pages: readonly GuideText[]): (query: string) => Finding[] {
  const sections = pages.flatMap(({ heading: page, address, text }) =>
    splitSections(text).map((section) => ({ ...section, page, address: `${address}${section.anchor}` })),
  )
  const index = new MiniSearch({ fields: ['heading', 'page', 'text'] })
  index.addAll(sections.map((section, id) => ({ ...section, id })))
  return (query) => {
    const options = { boost: { heading: 4, page: 2 }, prefix: true, combineWith: 'AND' } as const
    const exact = index.search(query, options)
    // A misspelled word is corrected only where nothing contains the word itself.
    const results = exact.length > 0 ? exact : index.search(query, { ...options, fuzzy: 0.3 })
    return results.slice(0, MAX_FINDINGS).flatMap(({ id, terms }) => {
      const section = sections[Number(id)]
      if (!section) return []
      const { address, page, heading, text } = section
      return [{ address, page, heading, text: excerpt(text, terms) }]
    })
  }
}
