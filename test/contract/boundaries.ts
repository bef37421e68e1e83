import { askPage } from '../browser/emulator.ts'
import { assertEqual } from './assert.ts'
import type { Scenario } from './play.ts'

/** Facts about an embed and the rest of the host page. */
export const boundaries = {
  "a message from this window, or from a sibling frame on the provider's origin, is ignored": async (scene) => {
    const stage = await scene.open()
    await stage.untilReady()
    const states = stage.states.length
    const stranger = await scene.open()
    await stranger.untilReady()
    const message = scene.under.word
    window.postMessage(message, '*')
    const { minted } = await stage.summary()
    await askPage(stranger.live(), 'post', { message })
    await stranger.until(async () =>
      assertEqual(
        (await stranger.summary()).minted,
        scene.under.requestsTokens ? 2 : 1,
        'tokens of the page that spoke',
      ),
    )
    assertEqual((await stage.summary()).minted, minted, 'tokens')
    assertEqual(stage.states.length, states, 'states')
  },

  'unmounting ends the page, and leaves no iframe and no refresh': async ({ open }) => {
    const stage = await open({ options: { lifetime: 10_000 } })
    await stage.untilReady()
    stage.unmount()
    assertEqual(document.querySelectorAll('iframe').length, 0, 'frames')
    const states = stage.states.length
    await stage.until(async () => assertEqual((await stage.summary()).alive, 0, 'pages alive'))
    // Longer than the token lived: had anything stayed, it would have been refreshed by now.
    const other = await open({ options: { lifetime: 10_000 } })
    await other.untilRenewed(1)
    assertEqual((await stage.summary()).minted, 1, 'tokens')
    assertEqual(stage.states.length, states, 'states')
  },
} satisfies Record<string, Scenario>
