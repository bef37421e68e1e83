import { expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { until } from './renderStage.tsx'
import { openTestTab } from './tab/openTestTab.ts'

/** Chromium gives a page that is hidden a minute before it slows its timers down. */
const UNTIL_SLOW = 90_000
/** A quarter of it is the time for a swap, which takes seconds in a hidden tab of a busy machine. In ms. */
const LIFETIME = 24_000
/** Over a minute and a half: what an interval of 15 s sets is slow from its fifth round on. */
const REFRESHES = 5

test('tokens are refreshed before they expire in a hidden tab that may wake once a minute', async () => {
  const tab = await openTestTab(['felt', 'explo'], { options: { lifetime: LIFETIME }, background: true })
  await tab.untilAll('ready')
  const before = await tab.summaries()
  await commands.hideTab()
  await until(async () => {
    const { ticks } = await tab.read()
    // So long a gap is no noise: a timer that is set by a timer has stopped.
    expect(Date.now() - (ticks.at(-1) ?? 0)).toBeGreaterThan(4_000)
  }, UNTIL_SLOW)
  const { ticks: ticksBefore } = await tab.read()
  await until(async () => {
    const now = await tab.summaries()
    now.forEach(({ minted }, index) => expect(minted).toBeGreaterThanOrEqual((before[index]?.minted ?? 0) + REFRESHES))
  }, REFRESHES * LIFETIME)
  const { felt, explo, events, ticks } = await tab.read()
  expect(events).toEqual(['visibilitychange hidden'])
  // Of more than a hundred that it would be in a visible tab.
  expect(ticks.length - ticksBefore.length).toBeLessThan(5)
  for (const states of [felt, explo]) {
    expect(new Set(states.map(({ status }) => status))).toEqual(new Set(['loading', 'ready']))
  }
  for (const summary of await tab.summaries()) expect(summary).toMatchObject({ loadsExpired: 0, deliveriesRejected: 0 })
}, 240_000)
