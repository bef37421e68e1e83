import type { EmbedState } from '../../src/index.ts'
import { describeState } from './describeState.ts'
import './stateBadge.css'

/** An embed's state as a word. */
export function StateBadge({ state = { status: 'loading' } }: { state?: EmbedState | undefined }) {
  const { label, tone } = describeState(state)
  return (
    <span className="state-badge" data-tone={tone} data-testid="state">
      {label}
    </span>
  )
}
