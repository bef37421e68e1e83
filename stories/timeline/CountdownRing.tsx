import './countdownRing.css'
import { useNow } from './useNow.ts'

/** Properties of {@link CountdownRing}. Instants and times in ms. */
export interface CountdownRingProps {
  expiresAt: number | undefined
  lifetime: number
  isSmall?: boolean
}

/** The remaining lifetime of the current token, as a ring that empties. */
export function CountdownRing({ expiresAt, lifetime, isSmall = false }: CountdownRingProps) {
  const now = useNow(200)
  const left = expiresAt === undefined ? undefined : Math.max(0, expiresAt - now)
  const share = left === undefined ? 0 : Math.min(1, left / lifetime)
  const text = left === undefined ? '–' : formatLeft(left)
  return (
    <div className="ring" data-small={isSmall} role="img" aria-label={`The current token expires in ${text}`}>
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
