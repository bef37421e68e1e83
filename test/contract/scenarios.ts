import { boundaries } from './boundaries'
import { firstLoads } from './firstLoads'
import { focus } from './focus'
import type { Scenario } from './play'
import { renewals } from './renewals'

const all = { ...firstLoads, ...renewals, ...boundaries, ...focus }

/** The name of a fact that every vendor must keep. */
export type ScenarioName = keyof typeof all

/** Every fact that every vendor must keep, in every engine, with what shows it. */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = all
