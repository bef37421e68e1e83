import type { NewEmulatorEvent, PageRecord } from './emulatorEvent.ts'

/** How long after its last heartbeat a page still counts as alive, in ms. Hidden tabs beat once a second. */
const HEARTBEAT_TIMEOUT = 1_500
/** The most that one heartbeat accounts for, in ms: the sleep of a laptop is not time on show. */
const MAX_HEARTBEAT_GAP = 5_000

/** A token as a page holds it. */
export interface TrackedToken {
  tokenSuffix: string
  expiresAt: number
}

/** Follows the pages that were served: which are alive, and how long with a token that had run out. */
export interface PageTracker {
  /** Begins to follow a page. */
  track(page: Pick<PageRecord, 'pageId' | 'provider' | 'resource' | 'viewer'> & TrackedToken): void
  /** Takes a heartbeat. Heartbeats of unknown pages are ignored: they may come from before a restart. */
  recordHeartbeat(pageId: string, isVisible: boolean): void
  /** Notes that a page holds another token from now on. */
  updateToken(pageId: string, token: TrackedToken): void
  /** Notes that a page went away. */
  markClosed(pageId: string): void
  find(pageId: string): PageRecord | undefined
  records(): PageRecord[]
}

interface TrackedPage extends Omit<PageRecord, 'alive' | 'expiresAt'> {
  expiresAt: number
  lastHeartbeatAt: number
  isClosed: boolean
  hasExpiredWhileOpen: boolean
}

/** Creates the page tracker. It records `expired-while-open` and `closed`. */
export function createPageTracker(now: () => number, record: (entry: NewEmulatorEvent) => void): PageTracker {
  const pages = new Map<string, TrackedPage>()
  const recordEvent = (type: 'expired-while-open' | 'closed', page: TrackedPage) => {
    const { provider, resource, viewer, tokenSuffix, expiresAt, pageId } = page
    record({ type, provider, resource, viewer, tokenSuffix, expiresAt, pageId })
  }
  const accountFor = (page: TrackedPage, isVisible: boolean) => {
    const at = now()
    const from = Math.max(page.lastHeartbeatAt, page.expiresAt, at - MAX_HEARTBEAT_GAP)
    page.lastHeartbeatAt = at
    if (from >= at) return
    page.expiredMs += at - from
    if (isVisible) page.visibleExpiredMs += at - from
    if (!page.hasExpiredWhileOpen) recordEvent('expired-while-open', page)
    page.hasExpiredWhileOpen = true
  }
  const toRecord = (page: TrackedPage): PageRecord => {
    const { at, provider, resource, viewer, pageId, tokenSuffix, expiresAt, expiredMs, visibleExpiredMs } = page
    const alive = !page.isClosed && now() - page.lastHeartbeatAt < HEARTBEAT_TIMEOUT
    return { at, provider, resource, viewer, pageId, tokenSuffix, expiresAt, expiredMs, visibleExpiredMs, alive }
  }

  return {
    track: (page) =>
      pages.set(page.pageId, {
        ...page,
        at: now(),
        lastHeartbeatAt: now(),
        isClosed: false,
        hasExpiredWhileOpen: false,
        expiredMs: 0,
        visibleExpiredMs: 0,
      }),
    recordHeartbeat(pageId, isVisible) {
      const page = pages.get(pageId)
      if (page && !page.isClosed) accountFor(page, isVisible)
    },
    updateToken(pageId, token) {
      const page = pages.get(pageId)
      if (!page) return
      accountFor(page, true)
      Object.assign(page, token)
      page.hasExpiredWhileOpen = false
    },
    markClosed(pageId) {
      const page = pages.get(pageId)
      if (!page || page.isClosed) return
      accountFor(page, true)
      page.isClosed = true
      recordEvent('closed', page)
    },
    find(pageId) {
      const page = pages.get(pageId)
      return page && toRecord(page)
    },
    records: () => [...pages.values()].map(toRecord),
  }
}
