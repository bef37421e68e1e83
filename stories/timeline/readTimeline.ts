import type { EmulatorEvent } from '../../src/testing.ts'

/** A token from its minting to its end. Instants in epoch ms. */
export interface TokenSpan {
  tokenSuffix: string
  mintedAt: number
  expiresAt: number
  /** When a page first had it, and how it got there. */
  takenAt?: number
  takenBy?: 'load' | 'delivery'
  /** When no page had it any more. */
  letGoAt?: number
}

/** A provider's page in a frame, from its load to its end. */
export interface PageSpan {
  pageId: string
  from: number
  to?: number
}

/** A request that brought nothing. */
export interface Failure {
  at: number
  label: string
}

/** An event log in order for drawing. */
export interface TimelineData {
  tokens: TokenSpan[]
  pages: PageSpan[]
  failures: Failure[]
}

/** Reads an event log as lives of tokens and pages. */
export function readTimeline(entries: readonly EmulatorEvent[]): TimelineData {
  const tokens = new Map<string, TokenSpan>()
  const pages = new Map<string, PageSpan>()
  const failures: Failure[] = []
  /** Which token each page holds. */
  const held = new Map<string, string>()

  const take = (pageId: string, tokenSuffix: string | null, at: number, takenBy: 'load' | 'delivery') => {
    letGo(pageId, at)
    if (tokenSuffix === null) return
    held.set(pageId, tokenSuffix)
    const token = tokens.get(tokenSuffix)
    if (token) tokens.set(tokenSuffix, { takenAt: at, takenBy, ...token, letGoAt: undefined })
  }
  const letGo = (pageId: string, at: number) => {
    const tokenSuffix = held.get(pageId)
    held.delete(pageId)
    const token = tokenSuffix && tokens.get(tokenSuffix)
    // Two embeds may share one token: it is let go by the last of them.
    if (token && ![...held.values()].includes(token.tokenSuffix)) token.letGoAt = at
  }

  for (const entry of entries) {
    const { at } = entry
    if (entry.type === 'rejected') failures.push({ at, label: String(entry.status) })
    if (entry.type === 'stalled') failures.push({ at, label: 'no answer' })
    if (entry.type === 'minted') {
      const { tokenSuffix, expiresAt } = entry
      if (tokenSuffix === null || expiresAt === null) continue
      if (tokens.has(tokenSuffix)) failures.push({ at, label: 'same token' })
      else if (expiresAt <= at) failures.push({ at, label: 'expired token' })
      else tokens.set(tokenSuffix, { tokenSuffix, mintedAt: at, expiresAt })
    }
    if (entry.type === 'loaded' && entry.accepted && entry.pageId) {
      pages.set(entry.pageId, { pageId: entry.pageId, from: at })
      take(entry.pageId, entry.tokenSuffix, at, 'load')
    }
    if (entry.type === 'delivered' && entry.accepted) take(entry.pageId, entry.tokenSuffix, at, 'delivery')
    if (entry.type === 'closed') {
      const page = pages.get(entry.pageId)
      if (page) page.to = at
      letGo(entry.pageId, at)
    }
  }
  return { tokens: [...tokens.values()], pages: [...pages.values()], failures }
}
