import { readEvents } from '../browser/emulator.ts'
import { assert, assertEqual } from './assert.ts'
import { LIFETIME } from './lifetime.ts'
import type { Scenario } from './play.ts'

/** For a page that loads and never answers: long enough for a busy machine to load it, in ms. */
const READY_TIMEOUT = 2_500

/** Facts about an embed from its first load on. */
export const firstLoads = {
  'an iframe is created with the newest token, on another site, once in StrictMode': async ({ open }) => {
    const stage = await open()
    await stage.untilReady()
    const { minted, loads, loadsRejected } = await stage.summary()
    assertEqual({ minted, loads, loadsRejected }, { minted: 1, loads: 1, loadsRejected: 0 }, 'tokens and pages')
    assert(new URL(stage.live().src).hostname !== location.hostname, "the frame is on the host's own site")
    assertEqual(stage.frames().length, 1, 'frames')
  },

  'the token is in no markup except src, and in no error, storage or message to other windows': async ({
    open,
    under,
  }) => {
    const stage = await open({ options: { lifetime: LIFETIME } })
    await stage.untilReady()
    await stage.setOptions({ mintFault: 'error' })
    await stage.refresh().catch(() => {})
    await stage.until(() => assertEqual(stage.last()?.status, 'degraded', 'status'))
    const events = await readEvents(stage.id)
    const tokenSuffixes = events.flatMap((entry) =>
      'tokenSuffix' in entry && entry.tokenSuffix ? [entry.tokenSuffix] : [],
    )
    assert(tokenSuffixes.length > 0, 'no token was seen')
    const clone = document.documentElement.cloneNode(true) as HTMLElement
    clone.querySelectorAll('iframe').forEach((frame) => frame.removeAttribute('src'))
    const elsewhere = {
      markup: clone.outerHTML,
      states: JSON.stringify(stage.states),
      errors: JSON.stringify(stage.errors),
      storage: JSON.stringify({ ...localStorage, ...sessionStorage }),
    }
    for (const [place, text] of Object.entries(elsewhere)) {
      const isThere = tokenSuffixes.some(
        (tokenSuffix) => text.includes(tokenSuffix) || text.includes(encodeURIComponent(tokenSuffix)),
      )
      assert(!isThere, `a token is in ${place}`)
    }
    const isInSrc = stage.live().src.includes(encodeURIComponent(tokenSuffixes[0] ?? 'none'))
    assertEqual(isInSrc, under.hasTokenInSrc, 'the token is in src')
  },

  'an unresponsive page is visible after one more attempt, degraded': async ({ open }) => {
    const stage = await open({ options: { unresponsive: true }, readyTimeout: READY_TIMEOUT })
    const assertSilent = () => {
      const state = stage.last()
      const told = { status: state?.status, code: state && 'error' in state ? state.error?.code : undefined }
      assertEqual(told, { status: 'degraded', code: 'READY_TIMEOUT' }, 'state')
    }
    await stage.until(assertSilent)
    await stage.until(async () => assertEqual((await stage.summary()).loads, 2, 'loads'))
    await stage.until(() => assertEqual(stage.frames().length, 1, 'frames'))
    assertSilent()
    assertEqual((await stage.summary()).minted, 2, 'tokens')
    assertEqual(getComputedStyle(stage.live()).opacity, '1', 'opacity')
  },

  'an embed waits for a page that is ready late': async ({ open }) => {
    const stage = await open({ options: { readyDelay: 1_500 } })
    await stage.untilReady()
    assertEqual((await stage.summary()).loads, 1, 'loads')
    assertEqual(
      stage.errors.map(({ code }) => code),
      [],
      'errors',
    )
  },
} satisfies Record<string, Scenario>
