import { expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { until } from './stage.tsx'
import { aTab } from './tab/aTab.ts'

/** Chromium gives a page that is hidden a minute before it slows its timers down. */
const UNTIL_SLOW = 90_000

test('in a hidden tab that may wake once a minute, tokens are renewed before they end', async () => {
  const tab = await aTab(['felt', 'explo'], { options: { lifetime: 12_000 }, background: true })
  await tab.untilAll('ready')
  await commands.hideTab()
  await until(async () => {
    const { ticks } = await tab.read()
    // So long a gap is no noise: a timer that is set by a timer has stopped.
    expect(Date.now() - (ticks.at(-1) ?? 0)).toBeGreaterThan(4_000)
  }, UNTIL_SLOW)
  const [before, { ticks: ticksBefore }] = [await tab.summaries(), await tab.read()]
  await until(async () => {
    const now = await tab.summaries()
    now.forEach(({ minted }, index) => expect(minted).toBeGreaterThan((before[index]?.minted ?? 0) + 1))
  })
  const { felt, explo, events, ticks } = await tab.read()
  expect(events).toEqual(['visibilitychange hidden'])
  // Of some eighty that it would be in a tab on show.
  expect(ticks.length - ticksBefore.length).toBeLessThan(5)
  for (const states of [felt, explo]) {
    expect(new Set(states.map(({ status }) => status))).toEqual(new Set(['loading', 'ready']))
  }
  for (const summary of await tab.summaries()) expect(summary).toMatchObject({ loadsExpired: 0, deliveriesRefused: 0 })
}, 180_000)

test('a tab that is hidden fetches nothing past the end of its token, and one token when it is shown', async () => {
  const tab = await aTab(['felt', 'explo'], { options: { lifetime: 5_000 } })
  await tab.untilAll('ready')
  await commands.hideTab()
  const before = await tab.summaries()
  await tab.untilAll('expired')
  expect((await tab.summaries()).map(({ minted }) => minted)).toEqual(before.map(({ minted }) => minted))
  await tab.setAll({ lifetime: 60_000, latency: 300 })
  await commands.showTab()
  await tab.untilAll('ready')
  const after = await tab.summaries()
  expect(after).toMatchObject(before.map(({ minted }) => ({ minted: minted + 1, loadsExpired: 0 })))
})

/** Of a token that is dead by the time the tab thaws, in ms. */
const LIFETIME = 1_000

test('an answer that a frozen tab reads when its token is long dead is not used: another one is fetched', async () => {
  const tab = await aTab(['felt', 'explo'], { options: { fault: 'hang', lifetime: LIFETIME }, background: true })
  await until(async () => (await tab.summaries()).forEach(({ stalled }) => expect(stalled).toBe(1)))
  await commands.hideTab()
  await commands.freezeTab()
  await tab.setAll({ fault: 'none' })
  await until(async () => (await tab.summaries()).forEach(({ minted }) => expect(minted).toBe(1)))
  await tab.setAll({ lifetime: 60_000 })
  const mintedBefore = Date.now()
  // Vendors count in whole seconds, and may give one more.
  await until(() => expect(Date.now()).toBeGreaterThan(mintedBefore + LIFETIME + 1_500))
  await commands.thawTab()
  await tab.untilAll('ready')
  const { felt, explo, events } = await tab.read()
  expect(events).toEqual(['visibilitychange hidden', 'freeze hidden', 'resume hidden'])
  for (const states of [felt, explo]) {
    expect(states.find(({ code }) => code)).toMatchObject({ status: 'error', code: 'EXPIRED_ON_ARRIVAL' })
  }
  for (const summary of await tab.summaries()) expect(summary).toMatchObject({ minted: 2, loads: 1, loadsExpired: 0 })
})
