import type { EmbedState } from '../../src/index.ts'
import { Counters, type Counter } from './Counters.tsx'
import { CountdownRing } from './CountdownRing.tsx'
import { describeState } from './describeState.ts'
import { StateBadge } from './StateBadge.tsx'
import './vitals.css'

/** Properties of {@link Vitals}. */
export interface VitalsProps {
  state: EmbedState | undefined
  /** Lifetime of the provider's tokens, in ms. */
  lifetime: number
  counters: readonly Counter[]
}

/** An embed's state, the remaining lifetime of its token, and its counters. */
export function Vitals({ state = { status: 'loading' }, lifetime, counters }: VitalsProps) {
  return (
    <div className="vitals">
      <div className="vitals-now">
        <CountdownRing expiresAt={expiryOf(state)} lifetime={lifetime} />
        <div>
          <StateBadge state={state} />
          <p>{describeState(state).meaning}</p>
        </div>
      </div>
      <Counters counters={counters} />
    </div>
  )
}

/** Expiry of the current token in epoch ms, in states that have a token. */
export function expiryOf(state: EmbedState | undefined): number | undefined {
  return state && 'expiresAt' in state ? state.expiresAt : undefined
}
