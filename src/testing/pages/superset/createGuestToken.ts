import type { ServerClock } from '../shared/serverClock.ts'
import type { LabelledToken } from '../shared/sessionLabel.ts'

/** The guest token of a page. */
export interface GuestToken {
  current(): LabelledToken
  /** Takes a token: with the first one the dashboard loads, each later one is used from then on. */
  take(token: string): Promise<void>
}

/**
 * Creates the holder, without a token.
 *
 * @param onFirst called when the server has accepted the first token
 */
export function createGuestToken(pageId: string, clock: ServerClock, onFirst: () => void): GuestToken {
  let current: LabelledToken = { tokenSuffix: '', expiresAt: 0 }
  let hasStarted = false
  return {
    current: () => current,
    async take(token) {
      // Superset's page asks for the roles of its guest with the first token, and only sends along the later ones.
      const path = hasStarted ? '/session' : '/api/v1/me/roles/'
      const isFirst = !hasStarted
      hasStarted = true
      const response = await fetch(path, { headers: { 'X-GuestToken': token, 'X-Page-Id': pageId } }).catch(
        () => undefined,
      )
      if (!response?.ok) return
      const accepted: LabelledToken & { servedAt: number } = await response.json()
      clock.set(accepted.servedAt)
      current = { tokenSuffix: accepted.tokenSuffix, expiresAt: accepted.expiresAt }
      if (isFirst) onFirst()
    },
  }
}
