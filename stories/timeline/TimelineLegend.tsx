import './timelineLegend.css'

/** Explains the shapes of a timeline, with a summary in words for screen readers. */
export function TimelineLegend({ tokens, pages }: { tokens: number; pages: number }) {
  return (
    <figcaption className="timeline-legend">
      <span>
        <i data-sample="held" /> held by the page
      </span>
      <span>
        <i data-sample="rest" /> life left when replaced
      </span>
      <span>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2.5 1.5h4.6l2.4 2.4v6.6h-7z" />
        </svg>
        in a page’s URL
      </span>
      <span>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M6 1.5v8M2.8 6.5 6 9.7l3.2-3.2" />
        </svg>
        told to the page
      </span>
      <span className="sr-only">
        So far {tokens} tokens and {pages} pages.
      </span>
    </figcaption>
  )
}
