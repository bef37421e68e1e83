import './timelineLegend.css'

/** The legend of a timeline, and its totals in words for screen readers. */
export function TimelineLegend({ tokens, pages }: { tokens: number; pages: number }) {
  return (
    <figcaption className="timeline-legend">
      <span>
        <i data-sample="held" /> used by the iframe
      </span>
      <span>
        <i data-sample="rest" /> unused lifetime
      </span>
      <span>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2.5 1.5h4.6l2.4 2.4v6.6h-7z" />
        </svg>
        sent in the iframe’s URL
      </span>
      <span>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M6 1.5v8M2.8 6.5 6 9.7l3.2-3.2" />
        </svg>
        sent by postMessage
      </span>
      <span className="sr-only">
        {tokens} tokens and {pages} iframes.
      </span>
    </figcaption>
  )
}
