import { describe, test } from 'vitest'
import { play } from '../contract/play.ts'
import { appliesTo, type ScenarioName, scenarios } from '../contract/scenarios.ts'
import { screenshots } from './screenshots.ts'
import { type AdapterUnderTest, labelOf } from './adaptersUnderTest.tsx'

// Each by its name, as docs/internals/scenarios.md refers to facts by this file.

/** Scenarios that hold next to other pages, too: each adapter's file plays them. */
export const facts: readonly ScenarioName[] = [
  'an iframe is created with the newest token, on another site, once in StrictMode',
  'the token is in no markup except src, and in no error, storage or message to other windows',
  'an unresponsive page is visible after one more attempt, degraded',
  'an embed waits for a page that is ready late',
  'a page that reloads itself after a refresh gets the newest token',
  'each token is refreshed before it expires, without a call',
  "a message from this window, or from a sibling frame on the provider's origin, is ignored",
  'unmounting ends the page, and leaves no iframe and no refresh',
  'the focus moves to the new page at a refresh',
  'a pending page that takes the focus loses it to the host page or the active page',
]

/** Those that count pictures: `contract.serial*.test.tsx` play them, one after the other. */
export const measuredFacts: readonly ScenarioName[] = [
  'a refresh keeps the view, shows no blank, and adds nothing to the history',
  'a failing refresh changes nothing for the viewer, and a recovered backend ends the failure',
]

/** Plays scenarios with one adapter, except those that its pages cannot be in. */
export function describeContract(under: AdapterUnderTest, names: readonly ScenarioName[] = facts): void {
  const applicable = names.filter((name) => appliesTo(name, under))
  describe(labelOf(under), () => {
    test.each(applicable)('%s', (name) => play(scenarios[name], { under, camera: screenshots }))
  })
}
