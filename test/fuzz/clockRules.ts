import { now } from '../../src/browser/clock.ts'
import { awake, most } from './virtualTime.ts'
import type { Scenario } from './scenario.ts'

/** Rounding error of the library's clock, ms. */
const ROUNDING = 5

/** The library's clock never goes back, counts at least awake time, and at most all time and all jumps ahead. */
export function createClockRules(scenario: Scenario) {
  const begun = now()
  let before = begun
  return {
    read(): void {
      const at = now()
      const gained = at - begun
      if (at < before) scenario.report('I9 the clock counts', `${before - at} ms back`)
      if (gained < awake() - ROUNDING) scenario.report('I9 the clock counts', `${awake() - gained} ms behind`)
      if (gained > most() + ROUNDING) scenario.report('I9 the clock counts', `${gained - most()} ms ahead`)
      before = at
    },
  }
}
