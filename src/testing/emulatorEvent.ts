/** What every entry tells. */
interface EventBase {
  /** When, in epoch ms of the server's clock. */
  at: number
  /** `felt`, `explo`, or a vendor that a test adds. */
  provider: string
  /** Map id or embed id. */
  resource: string
  /** Felt's `user_email`, Explo's `provided_id`; null where the request did not reveal it. */
  viewer: string | null
}

/** What an entry tells of a token: enough to follow it, too little to use it. */
interface TokenInfo {
  /** The last 8 characters of the token; null when there was none. */
  tokenSuffix: string | null
  /** When the token runs out, in epoch ms; null when the vendor does not know the token. */
  expiresAt: number | null
}

/** What the vendor made of a token that it was shown. */
interface TokenCheck extends TokenInfo {
  accepted: boolean
  /** Whether it was refused for its age alone. */
  expired: boolean
}

/** One line of the event log. */
export type EmulatorEvent =
  /** A token was handed out. */
  | (EventBase & TokenInfo & { type: 'minted' })
  /** A token was asked for and not given. */
  | (EventBase & { type: 'rejected'; status: number; reason: string })
  /** A request for a token was left without an answer (the `hang` fault). */
  | (EventBase & { type: 'stalled' })
  /** A frame asked for the page. `pageId` names the page, if there is one. */
  | (EventBase & TokenCheck & { type: 'loaded'; pageId: string | null })
  /** A page of Explo was given a new token in place. */
  | (EventBase & TokenCheck & { type: 'delivered'; pageId: string })
  /** A page of Explo asked for data. */
  | (EventBase & TokenCheck & { type: 'data'; pageId: string | null })
  /** A page was still alive when its token ran out. Written once per token and page. */
  | (EventBase & TokenInfo & { type: 'expired-while-open'; pageId: string })
  /** A page of Explo found that its token was made for another embedding origin. */
  | (EventBase & TokenInfo & { type: 'origin-mismatch'; pageId: string; origin: string })
  /** A page went away. */
  | (EventBase & TokenInfo & { type: 'closed'; pageId: string })

/** An entry without its time, which the event log adds. Distributes over the union. */
type WithoutTimestamp<T> = T extends unknown ? Omit<T, 'at'> : never
/** What is handed to {@link EventLogWriter.record}. */
export type NewEmulatorEvent = WithoutTimestamp<EmulatorEvent>

/** A page that was served, as its heartbeats tell. */
export interface PageRecord extends EventBase, TokenInfo {
  pageId: string
  /** Whether a heartbeat came within the last second. */
  alive: boolean
  /** How long it was alive with a token that had run out, in ms. */
  expiredMs: number
  /** The part of `expiredMs` in which its tab was visible, in ms. */
  visibleExpiredMs: number
}

/** The event log in numbers. */
export interface EmulatorSummary {
  minted: number
  rejected: number
  stalled: number
  /** Requests for a page, the refused ones included. */
  loads: number
  loadsRejected: number
  /** Loads with a token that had run out: what a host must never do. */
  loadsExpired: number
  /** Tokens that pages accepted in place. */
  delivered: number
  deliveriesRejected: number
  dataRequests: number
  dataRejected: number
  /** Pages alive at this moment. */
  alive: number
  /** How long pages were alive with a token that had run out, all pages together, in ms. */
  expiredMs: number
  /** The part of `expiredMs` in which a person could see it, in ms. */
  visibleExpiredMs: number
}
