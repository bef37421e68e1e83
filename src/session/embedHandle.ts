import type { EmbedState } from '../core/state.ts'

/** The handle of an embed, in its `ref`. Another resource or viewer is another embed, with another handle. */
export interface EmbedHandle<TController> {
  /** The state of the embed. */
  readonly state: EmbedState
  /** The provider's own object for the active embedded page; undefined until it is ready. */
  readonly controller: TController | undefined
  /** The active iframe. A refresh can replace the element, so read this property each time. */
  readonly iframe: HTMLIFrameElement | undefined
  /**
   * Fetches a new token now, and gives it to the embed as at any refresh.
   *
   * @throws EmbedError as a rejection: the fetch error, the previous one while its `Retry-After` delay lasts, or `UNMOUNTED`
   */
  refresh(): Promise<void>
  /**
   * Loads the embedded page in a second iframe with a new token. Resolves when that starts to load; the library swaps it
   * in when its page is ready.
   *
   * @throws EmbedError as a rejection: the fetch error, the previous one while its `Retry-After` delay lasts, or `UNMOUNTED`
   */
  reload(): Promise<void>
}
