import type { Emulator, EmulatorEvent } from '../../src/testing.ts'
import { LONGEST_BACKOFF, type Troubles } from './faults.ts'
import type { SoakEmbed, SoakLook } from './soakPage.ts'

/** For how long pages were visible whose tokens had expired, all embeds together. */
export interface ExpiryCounts {
  /** Twice the 95th percentile of the time from birth to being visible, of pages that nothing held up, in ms. */
  pageLoad: number
  loadsMeasured: number
  /** All of it, in ms. */
  expired: number
  /** Of it, although a newer token was in hand for longer than {@link ExpiryCounts.pageLoad}, in ms. */
  expiredThoughInHand: number
  /** Tokens and pages of which the emulator knows nothing. */
  unknown: number
  /** Of it, although a token could be had for longer than backing off and loading take, in ms. */
  expiredThoughToBeHad: number
}

/** Compares what pages show with what tokens there are. */
export interface ExpiryWatch {
  /** The host's fetcher was about to hand a token to the library. */
  recordToken(id: string, at: number, tokenSuffix: string): void
  /** A new page took over, so long after it was made. */
  recordRefresh(embed: SoakEmbed, at: number, took: number): void
  look(embed: SoakEmbed, at: number, page: SoakLook['page']): void
  counts(): ExpiryCounts
}

/** A span in which an expired page was visible. It counts from `since`, plus what a page takes to load. */
interface Span {
  from: number
  to: number
  since: number
}

/** With fewer untroubled loads than these, as in a run of a minute, the troubled ones have to do. */
const LEAST_LOADS = 5

/** Makes the watch. */
export function watchExpiry(emulator: Emulator, troubles: Troubles): ExpiryWatch {
  const { expiryOfToken, expiryOfPage } = followEvents(emulator)
  const tokens: { id: string; at: number; expiresAt: number }[] = []
  const loads: { took: number; isTroubled: boolean }[] = []
  const [inHand, toBeHad]: [Span[], Span[]] = [[], []]
  const last = new Map<string, { at: number; pageId: string }>()
  let expired = 0
  let unknown = 0

  return {
    recordToken(id, at, tokenSuffix) {
      const expiresAt = expiryOfToken.get(tokenSuffix)
      if (expiresAt === undefined) unknown += 1
      else tokens.push({ id, at, expiresAt })
    },
    recordRefresh({ provider, isRestless }, at, took) {
      // A view transfer from a page that has just reloaded itself never ends.
      if (isRestless) return
      loads.push({ took, isTroubled: troubles.since(provider, 'noPage', at) > at - took })
    },
    look({ id, provider }, at, page) {
      if (!page) return
      const before = last.get(id)
      last.set(id, { at, pageId: page.pageId })
      const expiresAt = expiryOfPage.get(page.pageId)
      if (expiresAt === undefined) {
        unknown += 1
        return
      }
      if (before?.pageId !== page.pageId || at <= expiresAt) return
      const from = Math.max(before.at, expiresAt)
      expired += at - from
      const pages = troubles.since(provider, 'noPage', at)
      const newer = tokens.filter((token) => token.id === id && token.expiresAt > at)
      if (newer.length > 0) {
        const inHandSince = Math.min(...newer.map((token) => token.at))
        inHand.push({ from, to: at, since: Math.max(expiresAt, inHandSince, pages) })
      } else {
        const toBeHadSince = Math.max(expiresAt, pages, troubles.since(provider, 'noToken', at))
        toBeHad.push({ from, to: at, since: toBeHadSince + LONGEST_BACKOFF })
      }
    },
    counts() {
      // A twentieth of all loads takes longer than the percentile, hence twice.
      const easy = loads.filter(({ isTroubled }) => !isTroubled)
      const measured = (easy.length < LEAST_LOADS ? loads : easy).map(({ took }) => took)
      const pageLoad = 2 * percentile(measured, 0.95)
      return {
        pageLoad,
        loadsMeasured: measured.length,
        expired,
        unknown,
        expiredThoughInHand: overdue(inHand, pageLoad),
        expiredThoughToBeHad: overdue(toBeHad, pageLoad),
      }
    },
  }
}

/** When each token expires, by its tail, and the token of each page. */
function followEvents({ events }: Emulator) {
  const expiryOfToken = new Map<string, number>()
  const expiryOfPage = new Map<string, number>()
  function note(entry: EmulatorEvent): void {
    if (!('expiresAt' in entry) || entry.expiresAt === null) return
    if (entry.type === 'minted' && entry.tokenSuffix) expiryOfToken.set(entry.tokenSuffix, entry.expiresAt)
    const isGiven = (entry.type === 'loaded' || entry.type === 'delivered') && entry.accepted
    if (isGiven && entry.pageId) expiryOfPage.set(entry.pageId, entry.expiresAt)
  }
  // The first tokens were there before anybody looked.
  events.entries().forEach(note)
  events.subscribe(note)
  return { expiryOfToken, expiryOfPage }
}

function overdue(spans: readonly Span[], pageLoad: number): number {
  return spans.reduce((sum, { from, to, since }) => sum + Math.max(0, to - Math.max(from, since + pageLoad)), 0)
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
