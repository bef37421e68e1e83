import { askPage, readLedger } from '../browser/emulator.ts'
import { assert, assertEqual } from './assert.ts'
import { LIFETIME } from './lifetime.ts'
import type { Scenario } from './play.ts'

/** What holds of an embed whose token is renewed. */
export const renewals = {
  'a renewal keeps what the viewer sees, shows no blank, and adds nothing to the history': async (scene) => {
    const stage = await scene.open({ options: { lifetime: LIFETIME } })
    await stage.untilReady()
    const { length } = history
    const endWatch = await scene.watchForBlanks(stage)
    await stage.touch()
    const seen = await stage.look()
    await stage.untilRenewed(2)
    assertEqual(await stage.look(), seen, 'what the viewer sees')
    const { loadsExpired, expiredOnShow } = await stage.summary()
    await endWatch()
    assertEqual(history.length, length, 'entries of the history')
    assertEqual({ loadsExpired, expiredOnShow }, { loadsExpired: 0, expiredOnShow: 0 }, 'expired')
    assertEqual([...new Set(stage.states.map(({ status }) => status))].sort(), ['loading', 'ready'], 'states')
  },

  'a failing renewal changes nothing for the viewer, and a recovered back end mends it': async (scene) => {
    const stage = await scene.open({ options: { lifetime: LIFETIME } })
    await stage.untilReady()
    const frame = stage.live()
    await stage.touch()
    const seen = await stage.look()
    const endWatch = await scene.watchForBlanks(stage)
    await stage.setOptions({ fault: 'error' })
    await stage.until(() => assertEqual(stage.last()?.status, 'degraded', 'status'))
    assert(stage.frames().length === 1 && stage.frames()[0] === frame, 'the frame is another one')
    await stage.setOptions({ fault: 'none' })
    await stage.until(() => {
      const state = stage.last()
      assert(state?.status === 'ready' && !state.refreshing, `is ${state?.status}, not ready and at rest`)
    })
    assertEqual(await stage.look(), seen, 'what the viewer sees')
    await endWatch()
    assertEqual((await stage.summary()).loadsExpired, 0, 'pages loaded with an expired token')
  },

  'a page that reloads itself after a renewal comes back with the newest token': async ({ open }) => {
    const stage = await open({ options: { lifetime: LIFETIME } })
    await stage.untilReady()
    await stage.untilRenewed(1)
    await stage.setOptions({ lifetime: 60_000 })
    await stage.untilRenewed(2)
    const before = await stage.summary()
    await askPage(stage.live(), 'reload')
    await stage.until(async () => {
      const { loads } = await stage.summary()
      assert(loads > before.loads, 'the page has not loaded anew')
    })
    await stage.until(() => assertEqual(stage.frames().length, 1, 'frames'))
    await stage.untilReady()
    await stage.until(async () => {
      const minted = (await readLedger(stage.id)).flatMap((entry) => (entry.type === 'minted' ? [entry.tail] : []))
      const { tail } = await askPage<{ tail: string }>(stage.live(), 'state')
      assert(minted.at(-1)?.endsWith(tail) === true, `the page holds …${tail}, the newest token is …${minted.at(-1)}`)
    })
  },
} satisfies Record<string, Scenario>
