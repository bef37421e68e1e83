import type { ClosableFrameChannel } from '../browser/openFrameChannel.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedError } from '../core/errors.ts'
import type { EmbedToken } from '../core/token.ts'
import type { SessionProps } from './sessionProps.ts'

/** Handlers of a connection's events. */
export interface FrameEventHandlers {
  /** Called when the embedded page accepts commands. */
  ready(id: number): void
  /** Called when the embedded page did not respond in time, or never loaded. */
  failed(id: number, phase: 'unresponsive' | 'failed', error: EmbedError): void
  /** Called when the embedded page has reloaded itself. */
  reloaded(id: number): void
  /** Called when the embedded page requests a height, in CSS pixels. */
  resized(id: number, height: number): void
  tokenRequested(id: number): void
  /** Called when the embedded page requests a token right after each delivery. */
  tokenRejected(id: number, error: EmbedError): void
}

/** Parts of a session used by a connection. */
export interface FrameConnectionOptions<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  /** Returns the latest props. */
  getProps(): P & SessionProps<C>
  /** Returns the latest token; undefined if the embed is inactive. */
  getToken(): EmbedToken | undefined
  readonly handlers: FrameEventHandlers
}

/** An iframe inserted by React. */
export interface MountedFrame<P> {
  readonly id: number
  readonly iframe: HTMLIFrameElement
  /** URL of the iframe. Not read from the element, because a consent manager may hold the attribute back. */
  readonly src: string
  /** Props used for the URL. */
  readonly srcProps: P
  /** Whether `load` fired before the iframe was attached, as is possible in a hidden part of the page. */
  readonly hasLoaded: boolean
  /** Whether the iframe was part of the server's HTML. */
  readonly isServerRendered: boolean
}

/** An embedded page ready for commands. */
export interface ReadyPage<C> {
  /** The provider's controller of the page. */
  readonly controller: C
  /** Ends what `onReady` began. Set once that has been called for this page: see `announcePage`. */
  cleanup?: (() => unknown) | undefined
}

/** Connection to one iframe, for the lifetime of the element. */
export interface FrameConnection<P, C> {
  readonly id: number
  readonly iframe: HTMLIFrameElement
  /** Channel to the current page. */
  readonly channel: ClosableFrameChannel
  /** Set while the page accepts commands. */
  readonly readyPage: ReadyPage<C> | undefined
  /** Sends a token to the page, if supported by the provider. */
  sendToken(token: EmbedToken): void
  /** Notifies the page of changed props. */
  updateProps(props: P): void
  /** Ends all work for this iframe. */
  dispose(): void
}
