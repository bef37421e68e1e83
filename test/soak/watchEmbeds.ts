import type { Emulator } from '../../src/testing.ts'
import type { Troubles } from './faults.ts'
import type { Incident } from './report.ts'
import { EMBEDS, isRestless, type SoakEvent, type SoakLook } from './soakPage.ts'
import { type ExpiryCounts, watchExpiry } from './watchExpiry.ts'
import { type ViewCounts, watchViews } from './watchViews.ts'

/** Counts of embed states. */
export interface EmbedCounts extends ExpiryCounts, ViewCounts {
  /** How often an embed that was visible was covered. */
  covered: number
  /** Looks that found more than two frames in an embed. */
  crowded: number
  /** Reports of a view that was not carried in whole. */
  leftBehind: number
  /** Errors that nobody caught on the host page. */
  thrown: number
  /** Tokens that were asked for although none was due. */
  forced: number
}

/** Takes what the page tells. */
export interface EmbedWatch {
  take(news: { events: SoakEvent[]; looks: SoakLook[] }): void
  expectView(id: string, view: string | undefined): void
  /** Its view is not what it has to be, for now: a viewer who moved on would hide it. */
  isWrong(id: string): boolean
  counts(): EmbedCounts
}

const SHOWN = new Set(['ready', 'degraded', 'expired'])

/** Makes the watch. What should not have been is added to `incidents`. */
export function watchEmbeds(emulator: Emulator, troubles: Troubles, incidents: Incident[]): EmbedWatch {
  const embeds = new Map(EMBEDS.map((embed) => [embed.id, embed]))
  const expiry = watchExpiry(emulator, troubles)
  const views = watchViews(incidents)
  const statuses = new Map<string, string>()
  const hasBeenShown = new Set<string>()
  const sums = { covered: 0, crowded: 0, leftBehind: 0, thrown: 0, forced: 0 }

  function hear(event: SoakEvent): void {
    if (event.type === 'thrown') {
      sums.thrown += 1
      incidents.push({ at: event.at, text: `thrown: ${event.message}` })
    } else if (event.type === 'left-behind') {
      sums.leftBehind += 1
      incidents.push({ at: event.at, text: `left behind: some of the view of ${event.id} (${event.cause})` })
    } else if (event.type === 'token') {
      expiry.recordToken(event.id, event.at, event.tokenSuffix)
      if (event.reason === 'forced' || event.reason === 'requested') sums.forced += 1
    } else if (event.type === 'shown') hearShown(event)
    else hearStatus(event)
  }

  function hearShown(event: SoakEvent & { type: 'shown' }): void {
    const { id, at, took } = event
    const embed = embeds.get(id)
    if (embed && hasBeenShown.has(id)) expiry.recordRefresh(embed, at, took)
    hasBeenShown.add(id)
    views.hearShown(id, event)
  }

  function hearStatus({ id, at, status }: SoakEvent & { type: 'state' }): void {
    if (!embeds.has(id)) return
    if (SHOWN.has(statuses.get(id) ?? '') && !SHOWN.has(status)) {
      sums.covered += 1
      incidents.push({ at, text: `covered: ${id} is ${status}` })
    }
    statuses.set(id, status)
  }

  function look({ id, at, page, frames }: SoakLook): void {
    const embed = embeds.get(id)
    if (!embed) return
    if (frames > 2) sums.crowded += 1
    expiry.look(embed, at, page)
    if (page && !isRestless(id)) views.look(id, at, page.view)
  }

  return {
    take({ events, looks }) {
      events.forEach(hear)
      looks.forEach(look)
    },
    expectView: views.expect,
    isWrong: views.isWrong,
    counts: () => ({ ...expiry.counts(), ...views.counts(), ...sums }),
  }
}
