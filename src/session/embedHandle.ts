import type { EmbedState } from '../core/state.ts'

/** Handle of an embed, in its `ref`. A change of the resource or viewer creates another embed and handle. */
export interface EmbedHandle<TController> {
  /** State of the embed. */
  readonly state: EmbedState
  /** The provider's controller of the active embedded page; undefined until ready. */
  readonly controller: TController | undefined
  /** The active iframe. A refresh can replace the element, so read this property each time. */
  readonly iframe: HTMLIFrameElement | undefined
  /**
   * Fetches a new token now and applies it, as in a scheduled refresh.
   *
   * @throws EmbedError as a rejection: the fetch error, the previous error during its `Retry-After` delay, or
   * `UNMOUNTED`
   */
  refresh(): Promise<void>
  /**
   * Loads the embedded page in a second iframe with a new token. Resolves when the iframe starts to load; the library
   * swaps it in when the page is ready.
   *
   * @throws EmbedError as a rejection: the fetch error, the previous error during its `Retry-After` delay, or
   * `UNMOUNTED`
   */
  reload(): Promise<void>
}
