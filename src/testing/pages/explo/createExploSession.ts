import type { ExploSession } from '../../pageSession.ts'
import type { SampleData } from '../../exploSampleData.ts'
import { createEmitter } from '../shared/createEmitter.ts'
import type { ServerClock } from '../shared/serverClock.ts'
import { postToHost } from './postToHost.ts'

/** Interval of clock checks, in ms. A timer for the expiry itself would be late after a sleep. */
const POLL_INTERVAL = 100

/** Token state of a page, with its reaction to expiry. */
export interface PageToken {
  /** Returns the token's data for the label. */
  current(): { tokenSuffix: string; expiresAt: number }
  hasEnded(): boolean
  /** Replaces the token, if the server accepts the new token. */
  deliver(jwt: unknown): Promise<void>
  /** Loads the data of a region; undefined after the session has ended. */
  load(region: string): Promise<SampleData | undefined>
  /** Calls back when the session has ended (true), or continues with another token (false). */
  onEndChange(listener: (hasEnded: boolean) => void): () => void
}

/** Creates a session with the token of the page's URL. */
export function createExploSession(session: ExploSession, clock: ServerClock): PageToken {
  const { expiryEvent, expiryLead } = session.page
  const ended = createEmitter<boolean>()
  let jwt = location.pathname.split('/iframe/')[1]?.split('/')[0] ?? ''
  let { tokenSuffix, expiresAt } = session
  let hasEnded = false
  let hasRequested = false
  let requestAt = 0

  const call = (path: string, token: string, method: string) =>
    fetch(path, { method, headers: { 'X-Explo-Jwt': token, 'X-Page-Id': session.pageId } }).catch(() => undefined)
  const requestToken = () => {
    hasRequested = true
    postToHost('customerJwtExpired')
  }
  const schedule = () => {
    const lead = expiryEvent === 'before' ? Math.min(expiryLead, (expiresAt - clock.now()) / 2) : 0
    requestAt = expiryEvent === 'never' ? Infinity : expiresAt - lead
    hasRequested = false
  }
  const check = () => {
    if (!hasRequested && clock.now() >= requestAt) requestToken()
    if (hasEnded || clock.now() < expiresAt) return
    hasEnded = true
    ended.emit(true)
  }
  schedule()
  setInterval(check, POLL_INTERVAL)

  return {
    current: () => ({ tokenSuffix, expiresAt }),
    hasEnded: () => hasEnded,
    onEndChange: ended.on,
    async deliver(next) {
      if (typeof next !== 'string') return
      const answer = await call('/session', next, 'POST')
      // For an invalid token another one is requested, because the host page would otherwise never know.
      if (!answer?.ok) return requestToken()
      const accepted: { tokenSuffix: string; expiresAt: number; servedAt: number } = await answer.json()
      clock.set(accepted.servedAt)
      jwt = next
      ;({ tokenSuffix, expiresAt } = accepted)
      schedule()
      if (!hasEnded) return
      hasEnded = false
      ended.emit(false)
    },
    async load(region) {
      if (hasEnded) return undefined
      const answer = await call(`/data?region=${encodeURIComponent(region)}`, jwt, 'GET')
      if (!answer?.ok) return undefined
      const data: SampleData = await answer.json()
      return data
    },
  }
}
