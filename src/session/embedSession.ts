import type { EmbedState } from '../core/state.ts'
import type { Store } from '../core/store.ts'
import type { EmbedHandle } from './embedHandle.ts'

/** An iframe for React to render. */
export interface FrameView {
  /** Ascending: iframes are added at the end and removed at the front, because React would reload a moved iframe. */
  readonly id: number
  readonly src: string
  /** Whether this is the active iframe and its page should be visible. */
  readonly isVisible: boolean
}

/** Rendered part of an embed's state. */
export interface EmbedSnapshot {
  readonly state: EmbedState
  readonly frames: readonly FrameView[]
  /** Height requested by the active page, in CSS pixels. */
  readonly height: number | undefined
}

/** An embed of one resource for one viewer, without React: token, iframes and state. */
export interface EmbedSession<P, C> extends Store<EmbedSnapshot> {
  /**
   * Starts when the embed is mounted or visible again. Call in a layout effect, after `committed`.
   *
   * @param root the container element
   * @returns the stop function; the embed may be connected again, as under StrictMode and in `Activity`
   */
  connect(root: Element): () => void
  /** Updates the props after a React commit, when the DOM matches the snapshot. */
  committed(props: P): void
  /** Attaches an iframe after React has inserted or revealed the element; returns the detach function. */
  attach(id: number, iframe: HTMLIFrameElement): () => void
  /** Handles the `load` event of an iframe, perhaps before `attach`. */
  loaded(id: number): void
  /** Calls `onStateChange` and `onError`. Call in a passive effect. */
  report(): void
  readonly handle: EmbedHandle<C>
}
