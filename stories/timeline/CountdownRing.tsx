import './countdownRing.css'
import { useNow } from './useNow.ts'

/** The time that a token has left, as a ring that empties. Instants and times in ms. */
export function CountdownRing({ expiresAt, lifetime }: { expiresAt: number | undefined; lifetime: number }) {
  const now = useNow(200)
  const left = expiresAt === undefined ? undefined : Math.max(0, expiresAt - now)
  const share = left === undefined ? 0 : Math.min(1, left / lifetime)
  const text = left === undefined ? '–' : formatLeft(left)
  return (
    <div className="ring" role="img" aria-label={`The token on show has ${text} left`}>
      <svg viewBox="0 0 80 80" aria-hidden="true">
        <circle cx="40" cy="40" r="35" />
        {/* The path is 100 long, so that a share is a percentage. */}
        <circle
          cx="40"
          cy="40"
          r="35"
          pathLength="100"
          data-tone={share > 0.15 ? 'busy' : 'warn'}
          style={{ strokeDashoffset: 100 - share * 100 }}
        />
      </svg>
      <b>{text}</b>
    </div>
  )
}

function formatLeft(left: number): string {
  const seconds = Math.ceil(left / 1_000)
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
