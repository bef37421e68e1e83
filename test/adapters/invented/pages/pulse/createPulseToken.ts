import type { ServerClock } from '../../../../../src/testing/pages/shared/serverClock.ts'
import type { LabelledToken } from '../../../../../src/testing/pages/shared/sessionLabel.ts'
import type { InventedSession } from '../../server/inventedSession.ts'

/** How often the page looks at the clock, in ms. No timer for the moment itself: those are late after a sleep. */
const LOOK = 100
/** How long before its token expires a page asks for another, in ms; at most half of what that has left. */
const LEAD = 2_000

/** The token that a page of Pulse's holds. */
export interface PulseToken {
  current(): LabelledToken
  /** Takes another token, if the server accepts it. */
  take(token: string): Promise<void>
}

/**
 * Begins with the token of the page's address.
 *
 * @param ask asks the host for another one
 */
export function createPulseToken(session: InventedSession, clock: ServerClock, ask: () => void): PulseToken {
  let { tokenSuffix, expiresAt } = session
  let askAt = momentToAsk()

  function momentToAsk(): number {
    return expiresAt - Math.min(LEAD, (expiresAt - clock.now()) / 2)
  }

  setInterval(() => {
    if (clock.now() < askAt) return
    askAt = Infinity
    ask()
  }, LOOK)

  return {
    current: () => ({ tokenSuffix, expiresAt }),
    async take(token) {
      const headers = { 'X-Page-Id': session.pageId }
      const answer = await fetch('/session', { method: 'POST', headers, body: token }).catch(() => undefined)
      // A token that is no good is asked for again, or the host would never learn of it.
      if (!answer?.ok) return ask()
      const accepted: LabelledToken & { servedAt: number } = await answer.json()
      clock.set(accepted.servedAt)
      ;({ tokenSuffix, expiresAt } = accepted)
      askAt = momentToAsk()
    },
  }
}
