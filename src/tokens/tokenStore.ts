import type { TokenSnapshot } from '../core/state.ts'
import type { Store } from '../core/store.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { TokenLoader } from './tokenLoader.ts'

/** The shared token of one key: fetched when it is due, for as long as an embed holds the store. */
export interface TokenStore extends Store<TokenSnapshot> {
  /** Keeps the token valid; returns the release. The newest holder's loader is used. */
  retain(loader: TokenLoader): () => void
  /**
   * Fetches a token although none is due, or joins the fetch in flight.
   *
   * @throws EmbedError as a rejection: what the fetch failed with, or the last failure while its `Retry-After` lasts
   */
  refresh(reason: RefreshReason, loader: TokenLoader): Promise<EmbedToken>
  /** The embedded page requests a token: as soon as the minimum interval allows. */
  request(): void
  /** Resolves with the current token, or with a new one where that is due. */
  fetchIfDue(loader: TokenLoader): Promise<EmbedToken>
  /** Makes a token that came with the page the current one, unless something is known of this key already. */
  seed(token: EmbedToken): void
  /** Aborts the fetch in flight, forgets the token, removes the query. */
  signOut(): void
  /** The query was removed from the cache, by the app or by garbage collection: the token goes with it. */
  handleRemoved(): void
  /** Whether a query of the cache is this store's. */
  owns(query: object): boolean
  /** Whether an embed is mounted that uses the token. */
  isHeld(): boolean
}
