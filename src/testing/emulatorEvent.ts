/** Common fields of all entries. */
interface EventBase {
  /** Time of the event, in epoch ms of the server's clock. */
  at: number
  /** `felt`, `explo`, `superset`, `metabase`, or a provider added by a test. */
  provider: string
  /** Map ID or embed ID. */
  resource: string
  /** Felt's `user_email`, Explo's `provided_id`; null if not part of the request. */
  viewer: string | null
}

/** Identification of a token, without enough to use the token. */
interface TokenInfo {
  /** Last 8 characters of the token; null if there was no token. */
  tokenSuffix: string | null
  /** Expiry of the token, in epoch ms; null for an unknown token. */
  expiresAt: number | null
}

/** Result of verifying a token. */
interface TokenCheck extends TokenInfo {
  accepted: boolean
  /** Whether the token was rejected only because of its age. */
  expired: boolean
}

/** An entry of the event log. */
export type EmulatorEvent =
  /** A token was minted. */
  | (EventBase & TokenInfo & { type: 'minted' })
  /** A token was requested and refused. */
  | (EventBase & { type: 'rejected'; status: number; reason: string })
  /** A token request was left without a response (the `hang` fault). */
  | (EventBase & { type: 'stalled' })
  /** An iframe requested the page. `pageId` identifies the page, if there is one. */
  | (EventBase & TokenCheck & { type: 'loaded'; pageId: string | null })
  /** A page of Explo or Superset received a new token by message. */
  | (EventBase & TokenCheck & { type: 'delivered'; pageId: string })
  /** A page of Explo or Superset requested data. */
  | (EventBase & TokenCheck & { type: 'data'; pageId: string | null })
  /** A page was still open when its token expired. Written once per token and page. */
  | (EventBase & TokenInfo & { type: 'expired-while-open'; pageId: string })
  /** An Explo page detected that its token was minted for another embedding origin. */
  | (EventBase & TokenInfo & { type: 'origin-mismatch'; pageId: string; origin: string })
  /** A page was closed. */
  | (EventBase & TokenInfo & { type: 'closed'; pageId: string })

/** An entry without its timestamp, which the event log adds. Distributes over the union. */
type WithoutTimestamp<T> = T extends unknown ? Omit<T, 'at'> : never
/** Argument of {@link EventLogWriter.record}. */
export type NewEmulatorEvent = WithoutTimestamp<EmulatorEvent>

/** A served page, according to its heartbeats. */
export interface PageRecord extends EventBase, TokenInfo {
  pageId: string
  /** Whether the page is open: a heartbeat arrived within the last 1.5 s, and none that says the page is closed. */
  alive: boolean
  /** Time for which the page was open with an expired token, in ms. */
  expiredMs: number
  /** Part of `expiredMs` with a visible tab, in ms. */
  visibleExpiredMs: number
}

/** Counts and times of the event log. */
export interface EmulatorSummary {
  minted: number
  rejected: number
  stalled: number
  /** Requests for a page, including rejected requests. */
  loads: number
  loadsRejected: number
  /** Loads with an expired token, which a host app must never cause. */
  loadsExpired: number
  /** Tokens accepted by pages by message. */
  delivered: number
  deliveriesRejected: number
  dataRequests: number
  dataRejected: number
  /** Number of pages currently open. */
  alive: number
  /** Total time for which pages were open with an expired token, in ms. */
  expiredMs: number
  /** Part of `expiredMs` with a visible tab, in ms. */
  visibleExpiredMs: number
}
