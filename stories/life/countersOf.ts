import type { LedgerSummary } from '../../src/testing.ts'
import type { Counter } from './Counters.tsx'

/** The numbers that matter for tokens that never go stale. */
export function countersOf(summary: LedgerSummary | undefined): Counter[] {
  if (!summary) return []
  const { minted, loads, delivered, loadsExpired, expiredOnShow } = summary
  return [
    { label: 'Tokens minted', value: minted },
    { label: 'Pages loaded', value: loads },
    { label: 'Tokens told to a page', value: delivered },
    { label: 'Loads with an expired token', value: loadsExpired, isGood: loadsExpired === 0 },
    { label: 'Expired on show', value: `${Math.round(expiredOnShow)} ms`, isGood: expiredOnShow === 0 },
  ]
}
