// First, as it must be there before React is.
import { beginTime, countTimers, endTime, pass, takeTurn, wildDelays } from './virtualTime.ts'
import { QueryClient } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { clearEmbedTokens } from '../../src/index.ts'
// Loaded before the first run begins: in fake time nothing loads.
import '../../src/session/swap/index.ts'
import { createAttemptRules } from './attemptRules.ts'
import { createBackEnd } from './backEnd.ts'
import { createViolations } from './violations.ts'
import { createClockRules } from './clockRules.ts'
import './plainStyles.ts'
import { beginFrames } from './fakeFrames.ts'
import { embedHandle, Host, isMounted, keyOf, OBSERVERS, type Shown } from './host.tsx'
import { MINUTE } from '../core/support.ts'
import type { Settings } from './operations.ts'
import { spyOnConsole } from './spyOnConsole.ts'
import { countListeners, resetPage } from './page.ts'
import { createViewRules } from './viewRules.ts'
import { createScenario, disturb } from './scenario.ts'

/** Maximum time for an operation to settle, ms. */
const SETTLING = 6
/** How long react-query keeps a query that nobody uses, ms, and a little. */
const UNUSED_TIME = 5 * MINUTE + SETTLING

export type Stage = ReturnType<typeof openStage>

/** A world with the library in it. */
export function openStage(settings: Settings) {
  const { report, check } = createViolations()
  const quiet = spyOnConsole(settings.luck, report)
  beginTime(settings.skew)
  resetPage()
  const scenario = createScenario(settings, report)
  const attempts = createAttemptRules(scenario)
  const views = createViewRules(scenario, attempts)
  const clock = createClockRules(scenario)
  const backend = createBackEnd(scenario, attempts)
  const client = new QueryClient()
  // React cannot be used again once a run left it half way, so each run has a root of its own.
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  const listeners = countListeners()
  beginFrames(scenario)
  const shown: Shown = { place: 'a', viewer: 'x', observers: 7, instance: 0, embed: 0 }

  let orphans = 0
  let isSigningOut = false
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'removed') return
    // A query removed while observed or fetching sets its timer when both end.
    const isInUse = query.getObserversCount() > 0 || query.state.fetchStatus !== 'idle'
    if (isInUse || isSigningOut) orphans += 1
    attempts.forget(`${String(query.queryKey[2])}/${String(query.queryKey[3])}`)
  })

  function look(): void {
    views.look()
    check()
  }

  function checkDelays(): void {
    for (const delay of wildDelays) report('I11 no wild delay', String(delay))
  }

  return {
    scenario,
    views,
    clock,
    client,
    shown,
    attempts,

    /** Shows what is to be shown now. */
    render(): void {
      for (const id of OBSERVERS) if (!isMounted(shown, id)) views.leave(id)
      disturb(scenario)
      root.render(<Host {...{ settings, client, views }} shown={{ ...shown }} fetchToken={backend.fetchToken} />)
    },

    signOut(): void {
      // Which ends the fetch before the query is removed.
      isSigningOut = true
      clearEmbedTokens(client)
      isSigningOut = false
    },

    /** Lets awake time pass. */
    pass: (ms: number) => pass(ms, look),

    /** Lets everything come to rest, and looks at it. */
    async settle(): Promise<void> {
      await pass(SETTLING, look)
      views.watch(embedHandle.current)
      views.settle(keyOf(shown))
      checkDelays()
      check()
    },

    /** Takes everything away, and looks at what is left. */
    async leave(): Promise<void> {
      for (const id of OBSERVERS) views.leave(id)
      views.watch(null)
      root.unmount()
      // The deadline of a call that is under way may last as long as the call.
      await pass(attempts.isAnyOpen() ? 31_000 : SETTLING, look)
      // Fewer is fine: a host that resets a query which nobody uses stops its timer.
      const queries = client.getQueryCache().getAll().length
      if (countTimers() > queries + orphans)
        report('I5 nothing left behind', `${countTimers()} timers for ${queries} queries`)
      client.clear()
      await pass(orphans > 0 ? UNUSED_TIME : 0, look)
      if (countTimers() > 0) report('I5 nothing left behind', `${countTimers()} timers when all is cleared`)
      const extra = countListeners() - listeners
      if (extra !== 0) report('I5 nothing left behind', `${extra} listeners`)
      checkDelays()
      check()
    },

    /** Ends it, whatever happened: nothing of a run may get into the next. */
    async close(): Promise<void> {
      try {
        root.unmount()
        client.clear()
        await takeTurn()
      } finally {
        await endTime()
        beginFrames(undefined)
        document.body.replaceChildren()
        quiet()
      }
      check()
    },
  }
}
