import type { TokenSnapshot } from '../core/state.ts'
import type { Store } from '../core/store.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { TokenLoader } from './tokenLoader.ts'

/** Shared token of one key, refreshed while an embed retains the store. */
export interface TokenStore extends Store<TokenSnapshot> {
  /** Keeps the token valid; returns the release. The newest holder's loader is used. */
  retain(loader: TokenLoader): () => void
  /**
   * Fetches a token now, or joins the fetch in flight.
   *
   * @throws EmbedError as a rejection: the fetch error, or the previous error during its `Retry-After` delay
   */
  refresh(reason: RefreshReason, loader: TokenLoader): Promise<EmbedToken>
  /** Requests a token for the embedded page, as soon as the minimum interval permits. */
  request(): void
  /**
   * Resolves with the current token, or with a new token if due.
   *
   * @throws EmbedError as a rejection: the fetch error, or the previous error if no fetch is due and there is no token
   */
  fetchIfDue(loader: TokenLoader): Promise<EmbedToken>
  /** Uses a token from the server-rendered page, unless the key already has a history. */
  seed(token: EmbedToken): void
  /** Aborts the fetch in flight, removes the token and the query. */
  signOut(): void
  /** Called when the app or garbage collection removed the query from the cache: the token is removed too. */
  handleRemoved(): void
  /** Returns whether a query of the cache belongs to this store. */
  owns(query: object): boolean
  /** Returns whether a mounted embed uses the token. */
  isHeld(): boolean
}
