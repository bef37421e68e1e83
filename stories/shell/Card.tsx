import type { ReactNode } from 'react'
import './card.css'

/** Props of {@link Card}. */
export interface CardProps {
  title: string
  /** A few words at the end of the title's line. */
  note?: ReactNode
  /** Without a margin around its content, as an embed brings its own. */
  isFlush?: boolean
  /** Height of the content, where the content has none of its own: px, or any CSS length. */
  height?: number | string | undefined
  children: ReactNode
}

/** A part of a page. */
export function Card({ title, note, isFlush = false, height, children }: CardProps) {
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        {note && <span>{note}</span>}
      </div>
      <div className="card-body" data-flush={isFlush} style={{ height }}>
        {children}
      </div>
    </section>
  )
}
