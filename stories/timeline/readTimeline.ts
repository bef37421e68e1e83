import type { EmulatorEvent } from '../../src/testing.ts'

/** A token from its minting to its expiry. Instants in epoch ms. */
export interface TokenSpan {
  tokenSuffix: string
  mintedAt: number
  expiresAt: number
  /** When an iframe first used the token, and how the token was sent. */
  takenAt?: number
  takenBy?: 'load' | 'delivery'
  /** When the last iframe stopped using the token. */
  letGoAt?: number
}

/** An embedded page, from its load to its removal. */
export interface PageSpan {
  pageId: string
  from: number
  to?: number
}

/** A token request that failed. */
export interface Failure {
  at: number
  label: string
}

/** An event log as spans to draw. */
export interface TimelineData {
  tokens: TokenSpan[]
  pages: PageSpan[]
  failures: Failure[]
}

/** Reads an event log as spans of tokens and embedded pages. */
export function readTimeline(entries: readonly EmulatorEvent[]): TimelineData {
  const tokens = new Map<string, TokenSpan>()
  const pages = new Map<string, PageSpan>()
  const failures: Failure[] = []
  /** The token that each page uses. */
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
    // Two embeds may share a token: its use ends with the last of them.
    if (token && ![...held.values()].includes(token.tokenSuffix)) token.letGoAt = at
  }

  for (const entry of entries) {
    const { at } = entry
    if (entry.type === 'rejected') failures.push({ at, label: String(entry.status) })
    if (entry.type === 'stalled') failures.push({ at, label: 'no response' })
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
