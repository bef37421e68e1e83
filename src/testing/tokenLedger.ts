import type { LedgerEntry, LedgerSummary, NewLedgerEntry, PageRecord } from './ledgerEntry.ts'
import { createPageWatch, type PageWatch } from './pageWatch.ts'

/** All that happened to tokens, in order. What a test asserts on and a playground shows. */
export interface TokenLedger {
  entries(resource?: string): readonly LedgerEntry[]
  pages(resource?: string): readonly PageRecord[]
  summary(resource?: string): LedgerSummary
  /** Calls back with each entry from now on. Returns the end of it. */
  subscribe(listener: (entry: LedgerEntry) => void): () => void
}

/** The side of the ledger that the emulated vendors write to. */
export interface LedgerWriter extends TokenLedger {
  record(entry: NewLedgerEntry): void
  readonly watch: PageWatch
}

/** The last 8 characters of a token: all that is ever kept of it outside the vendor. */
export const tailOf = (token: string): string => token.slice(-8)

/** Makes an empty ledger. `now` is the server's clock, in epoch ms. */
export function createTokenLedger(now: () => number): LedgerWriter {
  const log: LedgerEntry[] = []
  const listeners = new Set<(entry: LedgerEntry) => void>()
  const record = (entry: NewLedgerEntry) => {
    const stamped: LedgerEntry = { ...entry, at: now() }
    log.push(stamped)
    listeners.forEach((listener) => listener(stamped))
  }
  const watch = createPageWatch(now, record)
  const entries = (resource?: string) => log.filter((entry) => resource === undefined || entry.resource === resource)
  const pages = (resource?: string) =>
    watch.records().filter((page) => resource === undefined || page.resource === resource)

  return {
    record,
    watch,
    entries,
    pages,
    summary: (resource) => summarise(entries(resource), pages(resource)),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function summarise(entries: readonly LedgerEntry[], pages: readonly PageRecord[]): LedgerSummary {
  const count = (isCounted: (entry: LedgerEntry) => boolean) => entries.filter(isCounted).length
  const sum = (part: (page: PageRecord) => number) => pages.reduce((total, page) => total + part(page), 0)
  return {
    minted: count((entry) => entry.type === 'minted'),
    refused: count((entry) => entry.type === 'refused'),
    stalled: count((entry) => entry.type === 'stalled'),
    loads: count((entry) => entry.type === 'loaded'),
    loadsRefused: count((entry) => entry.type === 'loaded' && !entry.accepted),
    loadsExpired: count((entry) => entry.type === 'loaded' && entry.expired),
    delivered: count((entry) => entry.type === 'delivered' && entry.accepted),
    deliveriesRefused: count((entry) => entry.type === 'delivered' && !entry.accepted),
    dataRequests: count((entry) => entry.type === 'data'),
    dataRefused: count((entry) => entry.type === 'data' && !entry.accepted),
    alive: pages.filter((page) => page.alive).length,
    expiredFor: sum((page) => page.expiredFor),
    expiredOnShow: sum((page) => page.expiredOnShow),
  }
}
