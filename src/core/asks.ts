import type { EmbedToken } from './token.ts'

/** A page that asks this soon after a token was delivered did not take it, in ms. */
const SOON_AFTER = 10_000
/** So often in a row, and it is not to be answered any more. */
const ENOUGH = 3

/** How a page has been asking for tokens. */
export interface Asks {
  /** The token that it was given last, and when, on the document's clock. */
  readonly token?: EmbedToken | undefined
  readonly deliveredAt: number
  /** It has asked since. */
  readonly hasAsked: boolean
  /** Tokens in a row that it asked anew right after. */
  readonly rejected: number
}

/** A page that was given nothing yet but its URL. */
export const NO_ASKS: Asks = { deliveredAt: -Infinity, hasAsked: false, rejected: 0 }

/** What it is to ask after a token was delivered. */
export function afterDelivery({ rejected }: Asks, token: EmbedToken, now: number): Asks {
  return { token, deliveredAt: now, hasAsked: false, rejected }
}

/** What it is to ask, once more. Only the first time after a delivery tells whether that was taken. */
export function afterAsk(asks: Asks, now: number): Asks {
  if (asks.hasAsked) return asks
  const { token, deliveredAt, rejected } = asks
  // A token that is due for renewal may be asked for, however short its life.
  const isRejection = now < deliveredAt + SOON_AFTER && token !== undefined && now < token.refreshAt
  return { ...asks, hasAsked: true, rejected: isRejection ? rejected + 1 : 0 }
}

/** Whether another token would be asked anew right away. */
export function isRejecting({ rejected }: Asks): boolean {
  return rejected >= ENOUGH
}
