import type { EmulatorSummary } from '../../src/testing.ts'
import type { Counter } from './Counters.tsx'

/** The numbers that matter for tokens that never go stale. */
export function countersOf(summary: EmulatorSummary | undefined): Counter[] {
  if (!summary) return []
  const { minted, loads, delivered, loadsExpired, visibleExpiredMs } = summary
  return [
    { label: 'Tokens minted', value: minted },
    { label: 'Pages loaded', value: loads },
    { label: 'Tokens told to a page', value: delivered },
    { label: 'Loads with an expired token', value: loadsExpired, isGood: loadsExpired === 0 },
    { label: 'Expired on show', value: `${Math.round(visibleExpiredMs)} ms`, isGood: visibleExpiredMs === 0 },
  ]
}
