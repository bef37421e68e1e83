import './mapSkeleton.css'

/** An app's own loading UI: the outline of a map. */
export function MapSkeleton() {
  return (
    <div className="skeleton" role="status" aria-label="Loading the map">
      <i className="skeleton-panel" />
      <i className="skeleton-legend" />
      <i className="skeleton-tools" />
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <path d="M24 43s14-12.6 14-23.4A14 14 0 0 0 10 19.6C10 30.4 24 43 24 43z" />
        <circle cx="24" cy="19.5" r="5" />
      </svg>
      <span>Loading the map…</span>
    </div>
  )
}
