import type { CSSProperties } from 'react'
import './tokenBar.css'
import type { TokenSpan } from './readTimeline.ts'

/** A token over time: the bar is its lifetime, the solid part the time in which an iframe used it. */
export function TokenBar({ token, lane, style }: { token: TokenSpan; lane: number; style: CSSProperties }) {
  const { tokenSuffix, mintedAt, expiresAt, takenAt, takenBy, letGoAt } = token
  const lifetime = expiresAt - mintedAt
  const share = (at: number) => `${(Math.min(Math.max(at - mintedAt, 0), lifetime) / lifetime) * 100}%`
  return (
    <div className="token-bar" style={{ ...style, top: `calc(var(--lane) * ${lane})` }}>
      {takenAt !== undefined && (
        <div
          className="token-held"
          style={{ left: share(takenAt), right: `calc(100% - ${share(letGoAt ?? expiresAt)})` }}
        >
          <svg viewBox="0 0 12 12" className="token-mark">
            <path d={takenBy === 'delivery' ? 'M6 1.5v8M2.8 6.5 6 9.7l3.2-3.2' : 'M2.5 1.5h4.6l2.4 2.4v6.6h-7z'} />
          </svg>
          <code>…{tokenSuffix.slice(-4)}</code>
        </div>
      )}
    </div>
  )
}
