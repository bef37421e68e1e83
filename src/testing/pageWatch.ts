import type { NewLedgerEntry, PageRecord } from './ledgerEntry.ts'

/** How long after its last heartbeat a page still counts as alive, in ms. Hidden tabs beat once a second. */
const SILENCE = 1_500
/** The most that one heartbeat accounts for, in ms: the sleep of a laptop is not time on show. */
const LONGEST_BEAT = 5_000

/** A token as a page holds it. */
export interface HeldToken {
  tail: string
  expiresAt: number
}

/** Follows the pages that were served: which are alive, and how long with a token that had run out. */
export interface PageWatch {
  /** Begins to follow a page. */
  open(page: Pick<PageRecord, 'instance' | 'vendor' | 'resource' | 'viewer'> & HeldToken): void
  /** Takes a heartbeat. Heartbeats of unknown pages are ignored: they may come from before a restart. */
  beat(instance: string, isVisible: boolean): void
  /** Notes that a page holds another token from now on. */
  renew(instance: string, token: HeldToken): void
  /** Notes that a page went away. */
  leave(instance: string): void
  find(instance: string): PageRecord | undefined
  records(): PageRecord[]
}

interface WatchedPage extends Omit<PageRecord, 'alive' | 'expiresAt'> {
  expiresAt: number
  seenAt: number
  hasLeft: boolean
  hasOutlived: boolean
}

/** Makes the watch. What it notices (a page that outlived its token, a page that left) is recorded. */
export function createPageWatch(now: () => number, record: (entry: NewLedgerEntry) => void): PageWatch {
  const pages = new Map<string, WatchedPage>()
  const note = (type: 'outlived' | 'left', page: WatchedPage) => {
    const { vendor, resource, viewer, tail, expiresAt, instance } = page
    record({ type, vendor, resource, viewer, tail, expiresAt, instance })
  }
  const account = (page: WatchedPage, isVisible: boolean) => {
    const at = now()
    const from = Math.max(page.seenAt, page.expiresAt, at - LONGEST_BEAT)
    page.seenAt = at
    if (from >= at) return
    page.expiredFor += at - from
    if (isVisible) page.expiredOnShow += at - from
    if (!page.hasOutlived) note('outlived', page)
    page.hasOutlived = true
  }
  const publish = (page: WatchedPage): PageRecord => {
    const { at, vendor, resource, viewer, instance, tail, expiresAt, expiredFor, expiredOnShow } = page
    const alive = !page.hasLeft && now() - page.seenAt < SILENCE
    return { at, vendor, resource, viewer, instance, tail, expiresAt, expiredFor, expiredOnShow, alive }
  }

  return {
    open: (page) =>
      pages.set(page.instance, {
        ...page,
        at: now(),
        seenAt: now(),
        hasLeft: false,
        hasOutlived: false,
        expiredFor: 0,
        expiredOnShow: 0,
      }),
    beat(instance, isVisible) {
      const page = pages.get(instance)
      if (page && !page.hasLeft) account(page, isVisible)
    },
    renew(instance, token) {
      const page = pages.get(instance)
      if (!page) return
      account(page, true)
      Object.assign(page, { ...token, hasOutlived: false })
    },
    leave(instance) {
      const page = pages.get(instance)
      if (!page || page.hasLeft) return
      account(page, true)
      page.hasLeft = true
      note('left', page)
    },
    find(instance) {
      const page = pages.get(instance)
      return page && publish(page)
    },
    records: () => [...pages.values()].map(publish),
  }
}
