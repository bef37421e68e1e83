import type { ClosableFrameChannel } from '../browser/openFrameChannel.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedError } from '../core/errors.ts'
import type { EmbedToken } from '../core/token.ts'
import type { SessionProps } from './sessionProps.ts'

/** The handlers of a connection's events. */
export interface FrameEventHandlers {
  /** The embedded page takes commands. */
  ready(id: number): void
  /** The embedded page did not respond in time, or never loaded. */
  failed(id: number, phase: 'unresponsive' | 'failed', error: EmbedError): void
  /** The embedded page loaded again by itself. */
  reloaded(id: number): void
  /** The embedded page requests a height, in CSS pixels. */
  resized(id: number, height: number): void
  tokenRequested(id: number): void
  /** The embedded page requests a token right after each delivery. */
  tokenRejected(id: number, error: EmbedError): void
}

/** The parts of a session that a connection reads and calls. */
export interface FrameConnectionOptions<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  /** The newest props. */
  getProps(): P & SessionProps<C>
  /** The newest token; undefined if the embed wants none. */
  getToken(): EmbedToken | undefined
  readonly handlers: FrameEventHandlers
}

/** An iframe that React has inserted. */
export interface MountedFrame<P> {
  readonly id: number
  readonly iframe: HTMLIFrameElement
  /** Its URL. Not read from the element, as a consent manager may hold that back. */
  readonly src: string
  /** The props that its URL was built from. */
  readonly srcProps: P
  /** It fired its `load` before it was attached, as it may in a part of the page that React hides. */
  readonly hasLoaded: boolean
  /** It was part of the server's HTML. */
  readonly isServerRendered: boolean
}

/** An embedded page that takes commands. */
export interface ReadyPage<C> {
  /** The provider's own object for it. */
  readonly controller: C
  /** The return value of `onReady`, if it is a function. */
  readonly cleanup?: (() => void) | undefined
}

/** The connection to one iframe, for as long as the element exists. */
export interface FrameConnection<P, C> {
  readonly id: number
  readonly iframe: HTMLIFrameElement
  /** To the page that it shows now. */
  readonly channel: ClosableFrameChannel
  /** Set while its page takes commands. */
  readonly readyPage: ReadyPage<C> | undefined
  /** Sends a token to the page, if that is how its provider takes one. */
  sendToken(token: EmbedToken): void
  /** Notifies the page of props that have changed. */
  updateProps(props: P): void
  /** Ends all work for this iframe. */
  dispose(): void
}
