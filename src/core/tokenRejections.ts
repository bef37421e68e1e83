import type { EmbedToken } from './token.ts'

/** A page that asks this soon after a token was delivered did not take it, in ms. */
const REJECTION_WINDOW = 10_000
/** So often in a row, and it is not to be answered any more. */
const MAX_CONSECUTIVE_REJECTIONS = 3

/** How a page has been asking for tokens. */
export interface PageTokenRequests {
  /** The token that it was given last, and when, on the document's clock. */
  readonly token?: EmbedToken | undefined
  readonly deliveredAt: number
  /** It has asked since. */
  readonly hasRequestedSinceDelivery: boolean
  /** Tokens in a row that it asked anew right after. */
  readonly consecutiveRejections: number
}

/** A page that was given nothing yet but its URL. */
export const NO_PAGE_TOKEN_REQUESTS: PageTokenRequests = {
  deliveredAt: -Infinity,
  hasRequestedSinceDelivery: false,
  consecutiveRejections: 0,
}

/** What it is to ask after a token was delivered. */
export function recordDelivery(
  { consecutiveRejections }: PageTokenRequests,
  token: EmbedToken,
  now: number,
): PageTokenRequests {
  return { token, deliveredAt: now, hasRequestedSinceDelivery: false, consecutiveRejections }
}

/** What it is to ask, once more. Only the first time after a delivery tells whether that was taken. */
export function recordPageTokenRequest(requests: PageTokenRequests, now: number): PageTokenRequests {
  if (requests.hasRequestedSinceDelivery) return requests
  const { token, deliveredAt, consecutiveRejections } = requests
  // A token that is due for renewal may be asked for, however short its life.
  const isRejection = now < deliveredAt + REJECTION_WINDOW && token !== undefined && now < token.refreshAt
  return {
    ...requests,
    hasRequestedSinceDelivery: true,
    consecutiveRejections: isRejection ? consecutiveRejections + 1 : 0,
  }
}

/** Whether another token would be asked anew right away. */
export function isRejectingTokens({ consecutiveRejections }: PageTokenRequests): boolean {
  return consecutiveRejections >= MAX_CONSECUTIVE_REJECTIONS
}
