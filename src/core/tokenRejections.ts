import type { EmbedToken } from './token.ts'

/** A request this soon after a delivery means a rejected token, in ms. */
const REJECTION_WINDOW = 10_000
/** Consecutive rejections after which requests are ignored. */
const MAX_CONSECUTIVE_REJECTIONS = 3

/** History of a page's token requests. */
export interface PageTokenRequests {
  /** Last delivered token and its delivery time, on the document's clock. */
  readonly token?: EmbedToken | undefined
  readonly deliveredAt: number
  /** Whether the page has requested a token since the delivery. */
  readonly hasRequestedSinceDelivery: boolean
  /** Consecutive tokens requested again right after delivery. */
  readonly consecutiveRejections: number
}

/** History of a page without deliveries. */
export const NO_PAGE_TOKEN_REQUESTS: PageTokenRequests = {
  deliveredAt: -Infinity,
  hasRequestedSinceDelivery: false,
  consecutiveRejections: 0,
}

/** Records a delivery. */
export function recordDelivery(
  { consecutiveRejections }: PageTokenRequests,
  token: EmbedToken,
  now: number,
): PageTokenRequests {
  return { token, deliveredAt: now, hasRequestedSinceDelivery: false, consecutiveRejections }
}

/** Records a token request from the page. Only the first request after a delivery can mean a rejected token. */
export function recordPageTokenRequest(requests: PageTokenRequests, now: number): PageTokenRequests {
  if (requests.hasRequestedSinceDelivery) return requests
  const { token, deliveredAt, consecutiveRejections } = requests
  // A token due for refresh may be requested again, however short its lifetime.
  const isRejection = now < deliveredAt + REJECTION_WINDOW && token !== undefined && now < token.refreshAt
  return {
    ...requests,
    hasRequestedSinceDelivery: true,
    consecutiveRejections: isRejection ? consecutiveRejections + 1 : 0,
  }
}

/** Returns whether the page would reject another token. */
export function isRejectingTokens({ consecutiveRejections }: PageTokenRequests): boolean {
  return consecutiveRejections >= MAX_CONSECUTIVE_REJECTIONS
}
