import type { EmbedState } from '../../src/index.ts'
import { Counters, type Counter } from './Counters.tsx'
import { CountdownRing } from './CountdownRing.tsx'
import { describeState } from './describeState.ts'
import { StateBadge } from './StateBadge.tsx'
import './vitals.css'

/** Props of {@link Vitals}. */
export interface VitalsProps {
  state: EmbedState | undefined
  /** How long the provider's tokens live, in ms. */
  lifetime: number
  counters: readonly Counter[]
}

/** How an embed is: its state, the time its token has left, and what it has come to so far. */
export function Vitals({ state = { status: 'loading' }, lifetime, counters }: VitalsProps) {
  const expiresAt = 'expiresAt' in state ? state.expiresAt : undefined
  return (
    <div className="vitals">
      <div className="vitals-now">
        <CountdownRing expiresAt={expiresAt} lifetime={lifetime} />
        <div>
          <StateBadge state={state} />
          <p>{describeState(state).meaning}</p>
        </div>
      </div>
      <Counters counters={counters} />
    </div>
  )
}
