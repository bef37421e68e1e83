import type { ClosableFrameChannel } from '../browser/openFrameChannel.ts'
import type { EmbedError } from '../core/errors.ts'
import type { FrameAction, FramesState } from '../core/frames.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'

/** What a frame's line needs of the embed around it. */
export interface FrameConnectionHost<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  /** The newest props. */
  getProps(): P
  /** How long a page may take to answer, in ms. */
  getReadyTimeout(): number
  /** Whether a frame was part of the server's HTML. */
  isServerRendered(id: number): boolean
  dispatch(action: FrameAction): void
  /** The frame's page asks for a token. */
  requestToken(): void
  /** The host's `onReady`; returns its cleanup. */
  onReady(controller: C): void | (() => void)
  /** The frame's page takes commands. */
  onPageReady(id: number): void
  /** The frame's page did not answer in time, or never loaded. */
  onFailed(id: number, phase: 'unresponsive' | 'failed', error: EmbedError): void
}

/** An iframe that React has made. */
export interface MountedFrame {
  readonly id: number
  readonly iframe: HTMLIFrameElement
  /** Its page fired its `load` before anybody listened, as it may in a part of the host's page that is hidden. */
  readonly hasLoaded: boolean
}

/** A page that takes commands. */
export interface ReadyPage<C> {
  /** The vendor's own object for it. */
  readonly controller: C
  /** What the host's `onReady` returned. */
  readonly cleanup: void | (() => void)
}

/** The line to one iframe, for as long as the element lives. */
export interface FrameConnection<P, C> {
  readonly id: number
  readonly iframe: HTMLIFrameElement
  /** To the page that it shows now. */
  readonly channel: ClosableFrameChannel
  /** Set while its page takes commands. */
  readonly readyPage: ReadyPage<C> | undefined
  /** Gives the page a renewed token, once, where that is how its vendor takes one. */
  sendToken(token: EmbedToken): void
  /** Tells the page of props that changed since it was last told. */
  updateProps(props: P): void
  /** Ends all work for this frame. */
  dispose(): void
}

/** The frames of one embed, and what may be done to them. */
export interface UseFramesResult<C> {
  readonly frames: FramesState
  /** Connects an iframe that React has just made; returns what ends it when the element leaves. */
  attach(mounted: MountedFrame): () => void
  /** Loads the page anew, in a new frame with a new token. */
  reload(): Promise<void>
  /** The line to the frame on show. */
  getActiveConnection(): FrameConnection<unknown, C> | undefined
}
