import type { EmulatorSummary } from '../../src/testing.ts'
import type { Counter } from './Counters.tsx'

/** The counters of token refreshes. */
export function countersOf(summary: EmulatorSummary | undefined): Counter[] {
  if (!summary) return []
  const { minted, loads, delivered, loadsExpired, visibleExpiredMs } = summary
  return [
    { label: 'Tokens minted', value: minted },
    { label: 'Iframe loads', value: loads },
    { label: 'Tokens sent to the iframe', value: delivered },
    { label: 'Loads with an expired token', value: loadsExpired, isGood: loadsExpired === 0 },
    {
      label: 'Time visible with an expired token',
      value: `${Math.round(visibleExpiredMs)} ms`,
      isGood: visibleExpiredMs === 0,
    },
  ]
}
