import type { EmbedState } from '../core/state.ts'
import type { Store } from '../core/store.ts'
import type { EmbedHandle } from './embedHandle.ts'

/** One iframe as React renders it. */
export interface FrameView {
  /** Ascending: React appends an iframe at the end and removes one at the front, as it would reload one that it moves. */
  readonly id: number
  readonly src: string
  /** Whether it is the active iframe and its page is worth seeing. */
  readonly isVisible: boolean
}

/** The rendered part of an embed's state. */
export interface EmbedSnapshot {
  readonly state: EmbedState
  readonly frames: readonly FrameView[]
  /** The height that the active page requested, in CSS pixels. */
  readonly height: number | undefined
}

/** One embed of one resource for one viewer, without React: its token, its iframes, its state. */
export interface EmbedSession<P, C> extends Store<EmbedSnapshot> {
  /**
   * The embed is mounted, or visible again. Called in a layout effect, after `committed`.
   *
   * @param root the container element
   * @returns what ends it; the embed may be connected again, as React does under StrictMode and in `Activity`
   */
  connect(root: Element): () => void
  /** React has committed these props: the DOM is as the snapshot says. */
  committed(props: P): void
  /** React has inserted an iframe, or shows it again; returns the detach. */
  attach(id: number, iframe: HTMLIFrameElement): () => void
  /** An iframe has fired its `load`, perhaps before it was attached. */
  loaded(id: number): void
  /** Calls `onStateChange` and `onError`. Called in a passive effect. */
  report(): void
  readonly handle: EmbedHandle<C>
}
