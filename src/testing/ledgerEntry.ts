/** What every entry tells. */
interface EntryBase {
  /** When, in epoch ms of the server's clock. */
  at: number
  /** `felt`, `explo`, or a vendor that a test adds. */
  vendor: string
  /** Map id or embed id. */
  resource: string
  /** Felt's `user_email`, Explo's `provided_id`; null where the request did not reveal it. */
  viewer: string | null
}

/** What an entry tells of a token: enough to follow it, too little to use it. */
interface TokenTrace {
  /** The last 8 characters of the token; null when there was none. */
  tail: string | null
  /** When the token runs out, in epoch ms; null when the vendor does not know the token. */
  expiresAt: number | null
}

/** What the vendor made of a token that it was shown. */
interface Verdict extends TokenTrace {
  accepted: boolean
  /** Whether it was refused for its age alone. */
  expired: boolean
}

/** One line of the ledger. */
export type LedgerEntry =
  /** A token was handed out. */
  | (EntryBase & TokenTrace & { type: 'minted' })
  /** A token was asked for and not given. */
  | (EntryBase & { type: 'refused'; status: number; reason: string })
  /** A request for a token was left without an answer (the `hang` fault). */
  | (EntryBase & { type: 'stalled' })
  /** A frame asked for the page. `instance` names the page, if there is one. */
  | (EntryBase & Verdict & { type: 'loaded'; instance: string | null })
  /** A page of Explo was given a new token in place. */
  | (EntryBase & Verdict & { type: 'delivered'; instance: string })
  /** A page of Explo asked for data. */
  | (EntryBase & Verdict & { type: 'data'; instance: string | null })
  /** A page was still alive when its token ran out. Written once per token and page. */
  | (EntryBase & TokenTrace & { type: 'outlived'; instance: string })
  /** A page of Explo found that its token was made for another embedding origin. */
  | (EntryBase & TokenTrace & { type: 'foreign-origin'; instance: string; origin: string })
  /** A page went away. */
  | (EntryBase & TokenTrace & { type: 'left'; instance: string })

/** An entry without its time, which the ledger adds. Distributes over the union. */
type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never
/** What is handed to {@link LedgerWriter.record}. */
export type NewLedgerEntry = Unstamped<LedgerEntry>

/** A page that was served, as its heartbeats tell. */
export interface PageRecord extends EntryBase, TokenTrace {
  instance: string
  /** Whether a heartbeat came within the last second. */
  alive: boolean
  /** How long it was alive with a token that had run out, in ms. */
  expiredFor: number
  /** The part of `expiredFor` in which its tab was visible, in ms. */
  expiredOnShow: number
}

/** The ledger in numbers. */
export interface LedgerSummary {
  minted: number
  refused: number
  stalled: number
  /** Requests for a page, the refused ones included. */
  loads: number
  loadsRefused: number
  /** Loads with a token that had run out: what a host must never do. */
  loadsExpired: number
  /** Tokens that pages accepted in place. */
  delivered: number
  deliveriesRefused: number
  dataRequests: number
  dataRefused: number
  /** Pages alive at this moment. */
  alive: number
  /** How long pages were alive with a token that had run out, all pages together, in ms. */
  expiredFor: number
  /** The part of `expiredFor` in which a person could see it, in ms. */
  expiredOnShow: number
}
