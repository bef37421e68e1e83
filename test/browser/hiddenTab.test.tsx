import { expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { until } from './renderStage.tsx'
import { openTestTab } from './tab/openTestTab.ts'

test('a hidden tab fetches no token past the expiry, and a single token when visible again', async () => {
  const tab = await openTestTab(['felt', 'explo'], { options: { lifetime: 5_000 } })
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

test("a response that a frozen tab reads long after the token's expiry is discarded, and another token is fetched", async () => {
  const tab = await openTestTab(['felt', 'explo'], {
    options: { mintFault: 'hang', lifetime: LIFETIME },
    background: true,
  })
  await until(async () => (await tab.summaries()).forEach(({ stalled }) => expect(stalled).toBe(1)))
  await commands.hideTab()
  await until(async () => expect((await tab.read()).events).toEqual(['visibilitychange hidden']))
  await commands.freezeTab()
  // On a busy machine the tab may read a response before it is frozen.
  await until(async () => expect((await tab.read()).events).toContain('freeze hidden'))
  await tab.setAll({ mintFault: 'none' })
  await until(async () => (await tab.summaries()).forEach(({ minted }) => expect(minted).toBe(1)))
  await tab.setAll({ lifetime: 60_000 })
  const mintedBefore = Date.now()
  // Providers count in whole seconds, and may give one more.
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
