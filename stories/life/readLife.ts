import type { LedgerEntry } from '../../src/testing.ts'

/** A token from its minting to its end. Instants in epoch ms. */
export interface TokenSpan {
  tail: string
  mintedAt: number
  expiresAt: number
  /** When a page first had it, and how it got there. */
  takenAt?: number
  takenBy?: 'load' | 'delivery'
  /** When no page had it any more. */
  letGoAt?: number
}

/** A vendor's page in a frame, from its load to its end. */
export interface PageSpan {
  instance: string
  from: number
  to?: number
}

/** A request that brought nothing. */
export interface Failure {
  at: number
  label: string
}

/** What a ledger tells, put in order for drawing. */
export interface Life {
  tokens: TokenSpan[]
  pages: PageSpan[]
  failures: Failure[]
}

/** Reads a ledger as lives of tokens and pages. */
export function readLife(entries: readonly LedgerEntry[]): Life {
  const tokens = new Map<string, TokenSpan>()
  const pages = new Map<string, PageSpan>()
  const failures: Failure[] = []
  /** Which token each page holds. */
  const held = new Map<string, string>()

  const take = (instance: string, tail: string | null, at: number, takenBy: 'load' | 'delivery') => {
    letGo(instance, at)
    if (tail === null) return
    held.set(instance, tail)
    const token = tokens.get(tail)
    if (token) tokens.set(tail, { takenAt: at, takenBy, ...token, letGoAt: undefined })
  }
  const letGo = (instance: string, at: number) => {
    const tail = held.get(instance)
    held.delete(instance)
    const token = tail && tokens.get(tail)
    // Two embeds may share one token: it is let go by the last of them.
    if (token && ![...held.values()].includes(token.tail)) token.letGoAt = at
  }

  for (const entry of entries) {
    const { at } = entry
    if (entry.type === 'refused') failures.push({ at, label: String(entry.status) })
    if (entry.type === 'stalled') failures.push({ at, label: 'no answer' })
    if (entry.type === 'minted') {
      const { tail, expiresAt } = entry
      if (tail === null || expiresAt === null) continue
      if (tokens.has(tail)) failures.push({ at, label: 'same token' })
      else if (expiresAt <= at) failures.push({ at, label: 'expired token' })
      else tokens.set(tail, { tail, mintedAt: at, expiresAt })
    }
    if (entry.type === 'loaded' && entry.accepted && entry.instance) {
      pages.set(entry.instance, { instance: entry.instance, from: at })
      take(entry.instance, entry.tail, at, 'load')
    }
    if (entry.type === 'delivered' && entry.accepted) take(entry.instance, entry.tail, at, 'delivery')
    if (entry.type === 'left') {
      const page = pages.get(entry.instance)
      if (page) page.to = at
      letGo(entry.instance, at)
    }
  }
  return { tokens: [...tokens.values()], pages: [...pages.values()], failures }
}
