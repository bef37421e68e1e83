/** Server data for a page of an invented provider, as JSON in the HTML. Never contains the whole token. */
export interface InventedSession {
  /** Names this page in the event log. */
  pageId: string
  /** The last 4 characters of the token. */
  tokenSuffix: string
  /** When the token expires, in epoch ms of the server's clock. */
  expiresAt: number
  /** The server's clock when the page was served, in epoch ms. */
  servedAt: number
  /** How long after its load the page begins to listen, in ms. */
  readyDelay: number
  /** The page works, but never says that it is ready. */
  unresponsive: boolean
}
