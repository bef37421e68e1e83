import type { AdapterUnderTest } from '../browser/adaptersUnderTest.tsx'
import { boundaries } from './boundaries.ts'
import { firstLoads } from './firstLoads.ts'
import { focus } from './focus.ts'
import type { Scenario } from './play.ts'
import { refreshes } from './refreshes.ts'

const all = { ...firstLoads, ...refreshes, ...boundaries, ...focus }

/** The name of a fact that every provider must keep. */
export type ScenarioName = keyof typeof all

/** Every fact that every provider must keep, in every engine, with what shows it. */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = all

/** Facts about a page that has loaded and is not ready, which only a page with a ready message can be. */
const factsBeforeReady: readonly ScenarioName[] = [
  'an unresponsive page is visible after one more attempt, degraded',
  'an embed waits for a page that is ready late',
  'a pending page that takes the focus loses it to the host page or the active page',
]

/** Returns whether a provider's pages can be in the situation of a scenario. */
export function appliesTo(name: ScenarioName, { reportsReady }: AdapterUnderTest): boolean {
  return reportsReady || !factsBeforeReady.includes(name)
}
