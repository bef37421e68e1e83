import type { ReactNode } from 'react'
import './shell.css'
import { ShellHeader } from './ShellHeader.tsx'

/** Properties of {@link Shell}. */
export interface ShellProps {
  /** Which part of the product this page belongs to. */
  section?: 'Overview' | 'Maps' | 'Reports' | undefined
  title: string
  lead?: ReactNode
  /** Buttons beside the title. */
  actions?: ReactNode
  /** Cards beside the main part, or after everything else in a narrow window. */
  aside?: ReactNode
  /** A card below both, over the whole width. */
  below?: ReactNode
  /** Whether the page gives up its surroundings in a small window, so that its cards fit on the first screen. */
  isDense?: boolean
  children: ReactNode
}

/** A page of a product that an embed could be part of. */
export function Shell({ section = 'Maps', title, lead, actions, aside, below, isDense, children }: ShellProps) {
  return (
    <div className="stage" data-dense={isDense}>
      <ShellHeader section={section} />
      <main className="stage-page">
        <div className="stage-title">
          <div>
            <h1>{title}</h1>
            {lead && (
              <p>
                {/* In a page from right to left, too, a text in English ends with its full stop. */}
                <bdi>{lead}</bdi>
              </p>
            )}
          </div>
          {actions && <div className="stage-actions">{actions}</div>}
        </div>
        <div className="stage-row" data-has-aside={aside !== undefined}>
          <div className="stage-main">{children}</div>
          {aside && (
            <aside className="stage-aside" aria-label="About this view">
              {aside}
            </aside>
          )}
        </div>
        {below}
      </main>
    </div>
  )
}
