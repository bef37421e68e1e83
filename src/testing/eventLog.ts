import type { EmulatorEvent, EmulatorSummary, NewEmulatorEvent, PageRecord } from './emulatorEvent.ts'
import { createPageTracker, type PageTracker } from './pageTracker.ts'

/** Chronological log of all token events, for assertions and the playground. */
export interface EventLog {
  entries(resource?: string): readonly EmulatorEvent[]
  pages(resource?: string): readonly PageRecord[]
  summary(resource?: string): EmulatorSummary
  /** Calls back with each new entry. Returns the unsubscribe function. */
  subscribe(listener: (entry: EmulatorEvent) => void): () => void
}

/** Event log with write access, for the emulated providers. */
export interface EventLogWriter extends EventLog {
  record(entry: NewEmulatorEvent): void
  readonly pageTracker: PageTracker
}

/** Returns the last 8 characters of a token, the only part ever kept outside the provider. */
export const getTokenSuffix = (token: string): string => token.slice(-8)

/** Creates an empty event log. `now` is the server's clock, in epoch ms. */
export function createEventLog(now: () => number): EventLogWriter {
  const log: EmulatorEvent[] = []
  const listeners = new Set<(entry: EmulatorEvent) => void>()
  const record = (entry: NewEmulatorEvent) => {
    const stamped: EmulatorEvent = { ...entry, at: now() }
    log.push(stamped)
    listeners.forEach((listener) => listener(stamped))
  }
  const pageTracker = createPageTracker(now, record)
  const entries = (resource?: string) => log.filter((entry) => resource === undefined || entry.resource === resource)
  const pages = (resource?: string) =>
    pageTracker.records().filter((page) => resource === undefined || page.resource === resource)

  return {
    record,
    pageTracker,
    entries,
    pages,
    summary: (resource) => summarize(entries(resource), pages(resource)),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function summarize(entries: readonly EmulatorEvent[], pages: readonly PageRecord[]): EmulatorSummary {
  const count = (isCounted: (entry: EmulatorEvent) => boolean) => entries.filter(isCounted).length
  const sum = (part: (page: PageRecord) => number) => pages.reduce((total, page) => total + part(page), 0)
  return {
    minted: count((entry) => entry.type === 'minted'),
    rejected: count((entry) => entry.type === 'rejected'),
    stalled: count((entry) => entry.type === 'stalled'),
    loads: count((entry) => entry.type === 'loaded'),
    loadsRejected: count((entry) => entry.type === 'loaded' && !entry.accepted),
    loadsExpired: count((entry) => entry.type === 'loaded' && entry.expired),
    delivered: count((entry) => entry.type === 'delivered' && entry.accepted),
    deliveriesRejected: count((entry) => entry.type === 'delivered' && !entry.accepted),
    dataRequests: count((entry) => entry.type === 'data'),
    dataRejected: count((entry) => entry.type === 'data' && !entry.accepted),
    alive: pages.filter((page) => page.alive).length,
    expiredMs: sum((page) => page.expiredMs),
    visibleExpiredMs: sum((page) => page.visibleExpiredMs),
  }
}
