import { describe, test } from 'vitest'
import { play } from '../contract/play.ts'
import { type ScenarioName, scenarios } from '../contract/scenarios.ts'
import { screenshots } from './screenshots.ts'
import type { AdapterUnderTest } from './adaptersUnderTest.tsx'

// Each by its name, as docs/internals/scenarios.md refers to facts by this file.

/** What is true beside other pages, too: each adapter's file plays them. */
export const facts: readonly ScenarioName[] = [
  'a frame is born with the newest token, on another site, once in StrictMode',
  'the token is in no markup but src, and in no error, storage or message to others',
  'a page that works but never answers is shown after one more try, degraded',
  'a page that is ready late is waited for',
  'a page that reloads itself after a renewal comes back with the newest token',
  'each token is refreshed before it expires, without a call',
  "a stranger's message is ignored: of this window, and of a sibling frame on the right origin",
  'unmounting ends the page, and leaves no frame and no renewal',
  'the focus goes along with a renewal',
  'a page underneath that grabs for the focus does not keep it from the host, nor from the page on show',
]

/** Those that count pictures: `contract.serial.test.tsx` plays them, one after the other. */
export const measuredFacts: readonly ScenarioName[] = [
  'a renewal keeps what the viewer sees, shows no blank, and adds nothing to the history',
  'a failing renewal changes nothing for the viewer, and a recovered back end mends it',
]

/** Plays scenarios with one adapter. */
export function describeContract(under: AdapterUnderTest, names: readonly ScenarioName[] = facts): void {
  const { provider, kind = '' } = under
  describe(`${provider} ${kind}`.trim(), () => {
    test.each(names)('%s', (name) => play(scenarios[name], { under, camera: screenshots }))
  })
}
