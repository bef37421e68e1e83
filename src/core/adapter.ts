import type { ParsedToken } from './parseTokenResponse.ts'
import type { LifetimePolicy } from './lifetime.ts'
import type { EmbedToken } from './token.ts'
import type { Resource } from './tokenFetcher.ts'

/** Message channel to one embedded page. Only messages from the iframe's window and origin are received. */
export interface FrameChannel {
  /** URL of the iframe, with the token if the provider's URL contains one. */
  readonly src: string
  /** Origin of the provider, the only target of messages. */
  readonly origin: string
  /** Resolves at the iframe's first `load` event, which also fires for error pages. */
  readonly loaded: Promise<void>
  /** Aborted when the iframe is removed or loads another page. Ends all work for the page. */
  readonly signal: AbortSignal
  /** Posts a message to the page, unless the signal is aborted. */
  post(message: unknown, transfer?: readonly Transferable[]): void
  /**
   * Posts a message with a new MessagePort, and resolves with the response on the port.
   *
   * @param timeout in ms
   * @throws EmbedError `NO_RESPONSE` after the timeout, or when the iframe is removed
   */
  request(message: unknown, timeout: number): Promise<unknown>
  /**
   * Calls back for each message of the page. The subscription ends with `signal`.
   *
   * @returns the unsubscribe function
   */
  subscribe(listener: (message: unknown) => void): () => void
}

/** The embed around an iframe, as seen by its adapter. Events go to the callbacks among the props. */
export interface FrameHost<P> {
  /** Returns the latest props. */
  getProps(): P
  /** Returns the latest token, for a page without a token in its URL; undefined if signed out or disabled. */
  getToken(): EmbedToken | undefined
  /** Sets the height requested by the page, in CSS pixels. A height in `style` or of a class takes precedence. */
  resize(height: number): void
}

/** How an open page gets the new token. */
export type RefreshStrategy<TController> =
  | {
      /** By message: the page stays open. */
      readonly mode: 'in-place'
      /** Sends a token. `controller` is undefined if the page requests a token before it accepts commands. */
      sendToken(token: EmbedToken, frame: FrameChannel, controller: TController | undefined): void
      /**
       * Returns whether a message of the page requests a token. Several requests get one token, after the minimum
       * interval between fetches. Three tokens in a row with a request right after each delivery are reported as
       * `TOKEN_REJECTED`, and the page gets its next token at the scheduled refresh.
       */
      isTokenRequest?(message: unknown): boolean
      /** Whether a page with an expired token accepts a new one. Default: false, and the page is replaced. */
      readonly acceptsLateTokens?: boolean
    }
  | {
      /**
       * By a swap: a pending iframe loads with the new token in the background and replaces the active iframe when
       * ready.
       */
      readonly mode: 'swap'
      /**
       * Copies the view while both pages are open: once when the new page is ready, and again immediately before the
       * swap, so the second call changes only differences. A rejection is reported and does not stop the swap. After
       * the signal is aborted, nothing may be changed.
       *
       * @returns true if something was changed, so that the new page gets time to render
       */
      transferView?(from: TController, to: TController, signal: AbortSignal): Promise<boolean | void>
      /**
       * Resolves when the new page has rendered. The wait ends with the active token's validity, after 10 minutes at
       * the latest, or earlier if other embeds wait for a swap. Without this method, or after a rejection, the wait is
       * 0.3 s.
       */
      whenRendered?(to: TController): Promise<void>
      /** Calls back on each viewer activity in the active page. Returns the unsubscribe function. */
      onViewerActivity?(active: TController, listener: () => void): () => void
    }
  | {
      /** No effect: the open page stays, and the next load uses the token. */
      readonly mode: 'none'
    }

/** Token-related part of an adapter. */
export interface TokenAdapter<P, R extends Resource = Resource> {
  /** Name of the provider, in lower case. Part of the query key and of every error. */
  readonly name: string
  /** Returns the `resource` of the token request. */
  resource(props: P): R
  /** Returns a key. Embeds with equal keys and viewers share one token. */
  tokenKey(props: P): string
  /** Returns the provider's documented token lifetimes, in ms. */
  lifetime(props: P): LifetimePolicy
  /**
   * Maps the provider's token response to the library's format.
   *
   * @throws EmbedError `INVALID_TOKEN_RESPONSE`
   */
  parseResponse(response: unknown): ParsedToken
}

/**
 * Describes a provider to the library: data and small functions, without React. Pass an adapter to `createEmbed`.
 *
 * @typeParam P props of the provider
 * @typeParam TController controller of the visible page
 * @typeParam R `resource` of the token request
 */
export interface EmbedAdapter<P, TController, R extends Resource = Resource> extends TokenAdapter<P, R> {
  /** Default accessible name of the iframe. */
  readonly title: string
  /**
   * Checks props at run time, beyond their types.
   *
   * @throws EmbedError `INVALID_PROPS`
   */
  validate?(props: P): void
  /** Returns a string built from every prop that needs a new iframe. A change replaces the iframe immediately. */
  frameKey(props: P): string
  /** Returns the default permissions policy of the iframe. */
  allow?(props: P): string
  /**
   * Whether an iframe may load before message listeners exist, in server HTML or during render. Set this only if the
   * host page starts the handshake; a page with a single ready message would be missed. Default: false.
   */
  readonly canServerRender?: boolean
  /**
   * Builds the iframe's initial URL. `from` is the controller of the iframe to be replaced. Without `transferView`, the
   * method is called again before a swap. If the URL differs, another iframe is loaded, at most three times.
   */
  buildSrc(props: P, token: EmbedToken, from?: TController): URL | Promise<URL>
  /**
   * Resolves when the provider's page accepts commands. May stay pending: the embed has its own timeout. After a
   * rejection the method is called again, with a delay.
   */
  connect(frame: FrameChannel, host: FrameHost<P>): Promise<TController>
  /** Sends changed props to an open page. Called after each render with new props, so send only differences. */
  update?(controller: TController, props: P, previous: P): void
  refreshStrategy(props: P): RefreshStrategy<TController>
}

/** Returns the adapter unchanged, with inferred types. */
export function defineAdapter<P, TController, R extends Resource = Resource>(
  adapter: EmbedAdapter<P, TController, R>,
): EmbedAdapter<P, TController, R> {
  return adapter
}
