import type { EmbedState } from '../core/state.ts'

/** What a host may do to an embed through its `ref`. Another resource or viewer is another embed, with another handle. */
export interface EmbedHandle<TController> {
  /** What the embed is doing. */
  readonly state: EmbedState
  /** The vendor's own object for the page on show; undefined until it is ready. */
  readonly controller: TController | undefined
  /** The frame on show. A renewal may put another in its place: read it anew each time. */
  readonly iframe: HTMLIFrameElement | undefined
  /**
   * Fetches a new token now. The page takes it as at any renewal.
   *
   * @throws EmbedError as a rejection: what the fetch failed with, or the one before while the back end asked for a
   * pause (`Retry-After`), or `UNMOUNTED`
   */
  refresh(): Promise<void>
  /**
   * Loads the page anew in a second frame with a new token. Resolves when that frame has begun to load; it takes over
   * when it is ready.
   *
   * @throws EmbedError as a rejection: what the fetch failed with, or the one before while the back end asked for a
   * pause (`Retry-After`), or `UNMOUNTED`
   */
  reload(): Promise<void>
}
