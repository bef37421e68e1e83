import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession } from 'playwright'
import type { BrowserOptions } from '../support/launchChromium.ts'
import { createTroubles, LONGEST_BACKOFF } from './faults.ts'
import { liveOn, playFaults, takeTurns, watch } from './hostActions.ts'
import { findLeaks, readAttachments, readHeap } from './measureLeaks.ts'
import { type Findings, type Incident, report } from './report.ts'
import { EMBEDS, EXTRAS, isRestless, LIFETIME } from './soakPage.ts'
import { type Stage, startStage } from './stage.ts'
import { watchEmbeds } from './watchEmbeds.ts'
import { watchPictures } from './watchPictures.ts'

/** Options of a run. */
export interface SoakOptions extends BrowserOptions {
  minutes: number
  seed: number
}

interface Life {
  minutes: number
  seed: number
  incidents: Incident[]
}

const MINUTE = 60_000
/** For pages to load once tokens can be had, in ms. */
const SETTLING = 10_000
/** No token is refreshed with more of its life left than three tenths. */
const SOONEST_RENEWAL = LIFETIME * 0.7

/** Runs embeds of both providers through faults for some minutes and counts what a viewer would have noticed. */
export async function soak({ minutes, seed, ...browser }: SoakOptions): Promise<boolean> {
  const stage = await startStage(browser)
  try {
    return report(await run(stage, minutes, seed))
  } finally {
    await stage.close()
  }
}

async function run(stage: Stage, minutes: number, seed: number): Promise<Findings> {
  const { page, context, emulator } = stage
  const session = await context.newCDPSession(page)
  const baseline = await readAttachments(page, session)
  await page.evaluate(() => window.soak.mount())
  const startedAt = Date.now()
  const incidents: Incident[] = []
  const pictures = await watchPictures(stage, incidents)
  const lived = await live(stage, session, { minutes, seed, incidents })
  const seconds = (Date.now() - startedAt) / 1_000
  await pictures.stop()
  await page.evaluate(() => window.soak.unmount())
  const leaks = await findLeaks(page, session, baseline)

  const refreshes = Math.floor((seconds * 1_000) / SOONEST_RENEWAL)
  const steady = EMBEDS.filter(({ id }) => !isRestless(id))
  const { minted, loads, delivered } = emulator.events.summary()
  return {
    ...lived,
    seed,
    minutes,
    startedAt,
    incidents,
    minted,
    needed: EMBEDS.length * (1 + refreshes) + lived.extraMounts + lived.embeds.forced,
    loads,
    delivered,
    loadsExpired: [...steady, ...EXTRAS].reduce((sum, { id }) => sum + emulator.events.summary(id).loadsExpired, 0),
    picturesPerSecond: pictures.looked / seconds,
    blanks: pictures.blanks,
    restlessBlanks: pictures.restlessBlanks,
    undrawn: pictures.undrawn(),
    leaks,
  }
}

/** Lets things go wrong for some minutes, and looks on for a little longer. */
async function live(stage: Stage, session: CDPSession, { minutes, seed, incidents }: Life) {
  const troubles = createTroubles()
  const watched = watchEmbeds(stage.emulator, troubles, incidents)
  const turn = takeTurns()
  const [acting, looking] = [new AbortController(), new AbortController()]
  const work = [
    playFaults(stage, troubles, seed, acting.signal),
    liveOn(stage, troubles, seed, turn, acting.signal),
    watch(stage, watched, seed, looking.signal),
  ] as const
  const working = Promise.all(work)
  // A failure in the meantime ends the run.
  const pause = (duration: number) => Promise.race([sleep(duration), working])
  try {
    // In its first three minutes a page's heap grows by some 850 kB, later by 20 kB a minute.
    const settling = Math.min(4 * MINUTE, (minutes * MINUTE) / 3)
    await pause(settling)
    const heapStart = await turn(() => readHeap(stage.page, session))
    await pause(minutes * MINUTE - settling)
    acting.abort()
    // An embed that has stopped refreshing for good shows by then.
    await pause(LIFETIME + LONGEST_BACKOFF + SETTLING)
    looking.abort()
    const [faults, extraMounts] = await working
    const heapEnd = await readHeap(stage.page, session)
    return { faults, extraMounts, heapStart, heapEnd, embeds: watched.counts() }
  } finally {
    acting.abort()
    looking.abort()
    await Promise.allSettled(work)
  }
}
