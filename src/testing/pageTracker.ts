import type { NewEmulatorEvent, PageRecord } from './emulatorEvent.ts'

/** Time after the last heartbeat for which a page counts as open, in ms. Hidden tabs send a heartbeat per second. */
const HEARTBEAT_TIMEOUT = 1_500
/** Maximum time attributed to one heartbeat, in ms: a laptop's sleep does not count as visible time. */
const MAX_HEARTBEAT_GAP = 5_000

/** A page's current token. */
export interface TrackedToken {
  tokenSuffix: string
  expiresAt: number
}

/** Tracks served pages: whether they are open, and for how long with an expired token. */
export interface PageTracker {
  /** Starts tracking a page. */
  track(page: Pick<PageRecord, 'pageId' | 'provider' | 'resource' | 'viewer'> & TrackedToken): void
  /**
   * Records a heartbeat, which pages also send when the tab becomes visible or hidden. Unknown pages are ignored: they may
   * come from before a restart.
   */
  recordHeartbeat(pageId: string, isVisible: boolean): void
  /** Records a page's new token. */
  updateToken(pageId: string, token: TrackedToken): void
  /** Records that a page was closed. */
  markClosed(pageId: string): void
  find(pageId: string): PageRecord | undefined
  records(): PageRecord[]
}

interface TrackedPage extends Omit<PageRecord, 'alive' | 'expiresAt'> {
  expiresAt: number
  lastHeartbeatAt: number
  /** Whether the tab was visible at the last heartbeat, and so until the next one. */
  isVisible: boolean
  isClosed: boolean
  hasExpiredWhileOpen: boolean
}

/** Creates the page tracker. Records `expired-while-open` and `closed`. */
export function createPageTracker(now: () => number, record: (entry: NewEmulatorEvent) => void): PageTracker {
  const pages = new Map<string, TrackedPage>()
  const recordEvent = (type: 'expired-while-open' | 'closed', page: TrackedPage) => {
    const { provider, resource, viewer, tokenSuffix, expiresAt, pageId } = page
    record({ type, provider, resource, viewer, tokenSuffix, expiresAt, pageId })
  }
  const accountForTime = (page: TrackedPage) => {
    const at = now()
    const from = Math.max(page.lastHeartbeatAt, page.expiresAt, at - MAX_HEARTBEAT_GAP)
    page.lastHeartbeatAt = at
    if (from >= at) return
    page.expiredMs += at - from
    if (page.isVisible) page.visibleExpiredMs += at - from
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
        isVisible: true,
        isClosed: false,
        hasExpiredWhileOpen: false,
        expiredMs: 0,
        visibleExpiredMs: 0,
      }),
    recordHeartbeat(pageId, isVisible) {
      const page = pages.get(pageId)
      if (!page || page.isClosed) return
      accountForTime(page)
      page.isVisible = isVisible
    },
    updateToken(pageId, token) {
      const page = pages.get(pageId)
      if (!page) return
      accountForTime(page)
      Object.assign(page, token)
      page.hasExpiredWhileOpen = false
    },
    markClosed(pageId) {
      const page = pages.get(pageId)
      if (!page || page.isClosed) return
      accountForTime(page)
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
