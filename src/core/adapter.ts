import type { ParsedToken } from './parseTokenResponse.ts'
import type { LifetimePolicy } from './lifetime.ts'
import type { EmbedToken } from './token.ts'
import type { Resource } from './tokenFetcher.ts'

/** One frame's line to its page. Only messages of that frame's window *and* that origin get through. */
export interface FrameChannel {
  /** The vendor's origin, the only one that is posted to. */
  readonly origin: string
  /** Resolves at the frame's first `load`, which also fires for error pages. */
  readonly loaded: Promise<void>
  /** Aborted when the frame is retired or loads another page: ends all work for that page. */
  readonly signal: AbortSignal
  post(message: unknown, transfer?: readonly Transferable[]): void
  /**
   * Posts a message with a fresh MessagePort and resolves with the answer on it.
   *
   * @param timeout in ms
   * @throws EmbedError `NO_RESPONSE` past the time-out, or when the frame is retired
   */
  request(message: unknown, timeout: number): Promise<unknown>
  /** @returns its release */
  subscribe(listener: (message: unknown) => void): () => void
}

/** What an adapter may read from and tell the embed around its frame. Its events go to callbacks among the props. */
export interface FrameHost<P> {
  /** The newest props. */
  getProps(): P
  /** The newest token, for a page that reads none from its URL; undefined once the viewer has signed out. */
  getToken(): EmbedToken | undefined
  /** The page asks for another height, in CSS pixels. */
  resize(height: number): void
}

/** How a renewed token reaches a page that is already on show. */
export type RefreshStrategy<TController> =
  | {
      /** By message: the page stays as it is. */
      readonly mode: 'in-place'
      /** `controller` is the page's own, undefined for a page that requests a token before it takes commands. */
      sendToken(token: EmbedToken, frame: FrameChannel, controller: TController | undefined): void
      /** Whether a message of the page asks for a token. */
      isTokenRequest?(message: unknown): boolean
    }
  | {
      /** A second frame is born with it underneath and takes over when its page is ready. */
      readonly mode: 'swap'
      /**
       * Carries the viewer's view over while both pages live: once when the new page answers, and once more right before
       * it takes over, so it changes only what differs. What it rejects with is reported, and ends nothing. Once the
       * signal is aborted nothing may be changed any more.
       *
       * @returns true where something had to be changed: the new page is then given time to draw it
       */
      transferView?(from: TController, to: TController, signal: AbortSignal): Promise<boolean | void>
      /**
       * Resolves when the new page has rendered, or has before. Waited for as long as the live page's token allows, for 10
       * minutes at most, and less where other embeds wait for their swap. Without it, or where it rejects, the page is given
       * 0.3 s.
       */
      whenRendered?(to: TController): Promise<void>
      /** Calls back whenever the live page shows that its viewer is at work in it; returns the release. */
      onViewerActivity?(active: TController, listener: () => void): () => void
    }
  | {
      /** The page on show is left alone; the token serves the next load. */
      readonly mode: 'none'
    }

/** The part of an adapter that has to do with tokens alone. */
export interface TokenAdapter<P, R extends Resource = Resource> {
  /** Lower case; part of the cache key and of every error. */
  readonly name: string
  /** What the fetcher is asked for. */
  resource(props: P): R
  /** Embeds with equal keys and viewers share one token. */
  tokenKey(props: P): string
  lifetime(props: P): LifetimePolicy
  /**
   * Maps the vendor's raw answer to ours.
   *
   * @throws EmbedError `INVALID_TOKEN_RESPONSE`
   */
  parseResponse(response: unknown): ParsedToken
}

/**
 * An adapter teaches the library a vendor: data and small functions, no React. Hand it to `createEmbed`.
 *
 * @typeParam P the vendor's own props
 * @typeParam TController the vendor's own object for the page on show
 * @typeParam R what `fetchToken` is asked for
 */
export interface EmbedAdapter<P, TController, R extends Resource = Resource> extends TokenAdapter<P, R> {
  /** The frame's accessible name where the host gives none. */
  readonly title: string
  /**
   * Checks props that types cannot.
   *
   * @throws EmbedError `INVALID_PROPS`
   */
  validate?(props: P): void
  /** A change means a new frame at once; any other change of props never touches one. */
  frameKey(props: P): string
  /** The permissions policy of its frames where the host gives none. */
  allow?(props: P): string
  /**
   * A frame may begin to load before anybody listens to it, as part of a server's HTML or of the render that has its
   * token: only where a page can be asked at any time whether it takes commands, not where it says so once. Default false.
   */
  readonly canServerRender?: boolean
  /** Where a frame starts; read once, at its birth. `from` is the controller of the frame that it will replace. */
  buildSrc(props: P, token: EmbedToken, from?: TController): URL | Promise<URL>
  /**
   * Resolves when the provider's page takes commands. May take forever: the embed has its own timeout. If it rejects, it is
   * called again after a delay.
   */
  connect(frame: FrameChannel, host: FrameHost<P>): Promise<TController>
  /** Tells a live page of other props that changed. */
  update?(controller: TController, props: P, previous: P): void
  refreshStrategy(props: P): RefreshStrategy<TController>
}

/** Types an adapter in place. Does nothing else. */
export function defineAdapter<P, TController, R extends Resource = Resource>(
  adapter: EmbedAdapter<P, TController, R>,
): EmbedAdapter<P, TController, R> {
  return adapter
}
