import './mapSkeleton.css'

/** A host's own look of loading: the outline of what is to come. */
export function MapSkeleton() {
  return (
    <div className="skeleton" role="status" aria-label="Drawing your map">
      <i className="skeleton-panel" />
      <i className="skeleton-legend" />
      <i className="skeleton-tools" />
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <path d="M24 43s14-12.6 14-23.4A14 14 0 0 0 10 19.6C10 30.4 24 43 24 43z" />
        <circle cx="24" cy="19.5" r="5" />
      </svg>
      <span>Drawing your map…</span>
    </div>
  )
}
