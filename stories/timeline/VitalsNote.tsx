import type { EmbedState } from '../../src/index.ts'
import { CountdownRing } from './CountdownRing.tsx'
import { StateBadge } from './StateBadge.tsx'
import { expiryOf } from './Vitals.tsx'
import './vitals.css'

/** The ring and the state in a card's head, for pages without room for an aside. */
export function VitalsNote({ state, lifetime }: { state: EmbedState | undefined; lifetime: number }) {
  return (
    <div className="vitals-note">
      <CountdownRing expiresAt={expiryOf(state)} lifetime={lifetime} isSmall />
      <StateBadge state={state} />
    </div>
  )
}
