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
