import { useDeferredValue, useMemo, useState } from 'react'
import { createGuideSearch, type Finding } from '../guide/createGuideSearch.ts'
import { guidePages } from '../guide/guidePages.ts'
import { PageLink } from '../guide/PageLink.tsx'
import './findScene.css'

/** A full-text search over the guide. */
export function FindScene() {
  const search = useMemo(() => createGuideSearch(guidePages), [])
  const [query, setQuery] = useState('')
  const wanted = useDeferredValue(query.trim())
  const findings = useMemo(() => search(wanted), [search, wanted])
  return (
    <main className="find">
      <h1>Find in the guide</h1>
      <input
        type="search"
        // The page has no other purpose.
        autoFocus
        value={query}
        placeholder="A prop, an error code, a word"
        aria-label="Find in the guide"
        onChange={(event) => setQuery(event.target.value)}
      />
      <p role="status">{wanted ? countOf(findings.length) : `${guidePages.length} pages`}</p>
      {wanted ? <Findings findings={findings} /> : <Pages />}
    </main>
  )
}

function countOf(count: number): string {
  if (count === 0) return 'No section contains these words.'
  return count === 1 ? '1 section' : `${count} sections, the best first`
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ol aria-label="Sections">
      {findings.map(({ address, page, heading, text }) => (
        <li key={address}>
          <PageLink address={address}>{heading}</PageLink> {page !== heading && <small>{page}</small>}
          <p>{text.map((part, i) => (part.isMatch ? <mark key={i}>{part.text}</mark> : part.text))}</p>
        </li>
      ))}
    </ol>
  )
}

function Pages() {
  return (
    <ul aria-label="Pages">
      {guidePages.map(({ address, heading }) => (
        <li key={address}>
          <PageLink address={address}>{heading}</PageLink>
        </li>
      ))}
    </ul>
  )
}
