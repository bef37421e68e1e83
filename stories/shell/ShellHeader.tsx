import './shellHeader.css'

const SECTIONS = ['Overview', 'Maps', 'Reports']

/** The bar at the top of the make-believe product. Nothing in it can be used, so nothing in it is a link. */
export function ShellHeader({ section }: { section: string }) {
  return (
    <header className="stage-header">
      <span className="stage-brand">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 2.5 21 7.2v9.6l-9 4.7-9-4.7V7.2z" />
          <path d="M3 7.2l9 4.7 9-4.7M12 11.9v9.6" />
        </svg>
        Harbour
      </span>
      <ul aria-label="Sections">
        {SECTIONS.map((name) => (
          <li key={name} aria-current={name === section ? 'page' : undefined}>
            {name}
          </li>
        ))}
      </ul>
      <span className="stage-viewer" role="img" aria-label="Signed in as Ada">
        AL
      </span>
    </header>
  )
}
