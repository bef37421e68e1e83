import type { ReactNode } from 'react'
import './shell.css'
import { ShellHeader } from './ShellHeader.tsx'

/** Props of {@link Shell}. */
export interface ShellProps {
  /** Which part of the product this page belongs to. */
  section?: 'Overview' | 'Maps' | 'Reports' | undefined
  title: string
  lead?: ReactNode
  /** Beside the title. */
  actions?: ReactNode
  /** Beside the main part, or below it where there is little room. */
  aside?: ReactNode
  /** Below both, over the whole width. */
  below?: ReactNode
  children: ReactNode
}

/** A page of a product that an embed could be part of. */
export function Shell({ section = 'Maps', title, lead, actions, aside, below, children }: ShellProps) {
  return (
    <div className="stage">
      <ShellHeader section={section} />
      <main className="stage-page">
        <div className="stage-title">
          <div>
            <h1>{title}</h1>
            {lead && <p>{lead}</p>}
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
