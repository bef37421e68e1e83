import { describe, expect, test } from 'vitest'
import { askPage, readLedger } from './emulator'
import { aStage } from './stage'
import { vendors } from './vendorsUnderTest'

/** Short, so that a test sees renewals, and long enough for a busy machine to load a page in its last quarter, in ms. */
const LIFETIME = 12_000

describe.each(vendors)('$vendor', (under) => {
  test('a frame is born with the newest token, on another site, once in StrictMode', async () => {
    const stage = await aStage(under)
    await stage.untilReady()
    const { minted, loads, loadsRefused } = await stage.summary()
    expect({ minted, loads, loadsRefused }).toEqual({ minted: 1, loads: 1, loadsRefused: 0 })
    expect(new URL(stage.live().src).hostname).not.toBe(location.hostname)
    expect(stage.frames()).toHaveLength(1)
  })

  test('the token is in no markup but src, and in no error, storage or message to others', async () => {
    const stage = await aStage(under, { options: { lifetime: LIFETIME } })
    await stage.untilReady()
    await stage.setOptions({ fault: 'error' })
    await stage.until(() => expect(stage.last()?.status).toBe('degraded'))
    const ledger = await readLedger(stage.id)
    const tails = ledger.flatMap((entry) => ('tail' in entry && entry.tail ? [entry.tail] : []))
    expect(tails.length).toBeGreaterThan(0)
    const clone = document.documentElement.cloneNode(true) as HTMLElement
    clone.querySelectorAll('iframe').forEach((frame) => frame.removeAttribute('src'))
    const elsewhere = JSON.stringify([
      clone.outerHTML,
      stage.states,
      stage.errors,
      { ...localStorage, ...sessionStorage },
    ])
    for (const tail of tails) expect(elsewhere).not.toContain(encodeURIComponent(tail))
    expect(stage.live().src).toContain(encodeURIComponent(tails[0] ?? 'none'))
  })

  test('a renewal keeps what the viewer sees, shows no blank, and adds nothing to the history', async () => {
    const stage = await aStage(under, { options: { lifetime: LIFETIME } })
    await stage.untilReady()
    const { length } = history
    const stop = await stage.sample()
    await stage.touch()
    const seen = await stage.look()
    await stage.untilRenewed(2)
    expect(await stage.look()).toEqual(seen)
    const { loadsExpired, expiredOnShow } = await stage.summary()
    const { samples, blanks, duration } = await stop()
    expect(samples / (duration / 1_000)).toBeGreaterThanOrEqual(10)
    expect(blanks).toBe(0)
    expect(history.length).toBe(length)
    expect({ loadsExpired, expiredOnShow }).toEqual({ loadsExpired: 0, expiredOnShow: 0 })
    expect(new Set(stage.states.map(({ status }) => status))).toEqual(new Set(['loading', 'ready']))
  })

  test('a failing renewal changes nothing for the viewer, and a recovered back end mends it', async () => {
    const stage = await aStage(under, { options: { lifetime: LIFETIME } })
    await stage.untilReady()
    const frame = stage.live()
    await stage.touch()
    const seen = await stage.look()
    const stop = await stage.sample()
    await stage.setOptions({ fault: 'error' })
    await stage.until(() => expect(stage.last()?.status).toBe('degraded'))
    expect(stage.frames()).toEqual([frame])
    await stage.setOptions({ fault: 'none' })
    await stage.until(() => expect(stage.last()).toMatchObject({ status: 'ready', refreshing: false }))
    expect(await stage.look()).toEqual(seen)
    expect((await stop()).blanks).toBe(0)
    expect((await stage.summary()).loadsExpired).toBe(0)
  })

  test("a stranger's message is ignored: of this window, and of a sibling frame on the right origin", async () => {
    const stage = await aStage(under)
    await stage.untilReady()
    const states = stage.states.length
    const stranger = await aStage(under)
    await stranger.untilReady()
    const message = { event: 'customerJwtExpired', type: 'felt.ready' }
    window.postMessage(message, '*')
    const { minted } = await stage.summary()
    await askPage(stranger.live(), 'post', { message })
    await stranger.until(async () => expect((await stranger.summary()).minted).toBe(under.handsOver ? 1 : 2))
    expect((await stage.summary()).minted).toBe(minted)
    expect(stage.states).toHaveLength(states)
  })

  test('a page that works but never answers is shown after one more try, degraded', async () => {
    const stage = await aStage(under, { options: { silent: true }, readyTimeout: 1_000 })
    await stage.until(() => expect(stage.last()).toMatchObject({ status: 'degraded', error: { code: 'NO_ANSWER' } }))
    await stage.until(async () => expect((await stage.summary()).loads).toBe(2))
    await stage.until(() => expect(stage.frames()).toHaveLength(1))
    expect(stage.last()).toMatchObject({ status: 'degraded', error: { code: 'NO_ANSWER' } })
    expect((await stage.summary()).minted).toBe(2)
    expect(getComputedStyle(stage.live()).opacity).toBe('1')
  })

  test('a page that is ready late is waited for', async () => {
    const stage = await aStage(under, { options: { readyDelay: 1_500 } })
    await stage.untilReady()
    expect((await stage.summary()).loads).toBe(1)
    expect(stage.errors).toEqual([])
  })

  test('a page that reloads itself after a renewal comes back with the newest token', async () => {
    const stage = await aStage(under, { options: { lifetime: LIFETIME } })
    await stage.untilReady()
    await stage.untilRenewed(1)
    await stage.setOptions({ lifetime: 60_000 })
    await stage.untilRenewed(2)
    const before = await stage.summary()
    await askPage(stage.live(), 'reload')
    await stage.until(async () => expect((await stage.summary()).loads).toBeGreaterThan(before.loads))
    await stage.until(() => expect(stage.frames()).toHaveLength(1))
    await stage.untilReady()
    await stage.until(async () => {
      const minted = (await readLedger(stage.id)).flatMap((entry) => (entry.type === 'minted' ? [entry.tail] : []))
      const { tail } = await askPage<{ tail: string }>(stage.live(), 'state')
      expect(minted.at(-1)?.endsWith(tail)).toBe(true)
    })
  })

  test('unmounting ends the page, and leaves no frame and no renewal', async () => {
    const stage = await aStage(under, { options: { lifetime: LIFETIME } })
    await stage.untilReady()
    stage.unmount()
    expect(document.querySelectorAll('iframe')).toHaveLength(0)
    const states = stage.states.length
    await stage.until(async () => expect((await stage.summary()).alive).toBe(0))
    // Longer than the token lived: had anything stayed, it would have been renewed by now.
    const other = await aStage(under, { options: { lifetime: LIFETIME } })
    await other.untilRenewed(1)
    expect((await stage.summary()).minted).toBe(1)
    expect(stage.states).toHaveLength(states)
  })
})
