import type { EmbedError } from '../core/errors.ts'
import type { EmbedState } from '../core/state.ts'
import type { InitialToken, Resource } from '../core/tokenFetcher.ts'
import type { TokenProps } from '../core/tokenProps.ts'

/** The props of an embed that its session reads: all but those that concern what React draws. */
export interface SessionProps<TController, R extends Resource = Resource> extends TokenProps<R> {
  /**
   * A token that was minted while the server rendered the page. A Felt map is then part of the HTML and loads before any
   * script runs; no token is fetched until this one is due. It is used by the embed that is mounted with it, never for
   * another viewer or resource. The HTML holds a secret then: send it with `Cache-Control: no-store`.
   */
  initialToken?: InitialToken | undefined
  /** With `lazy` no token is fetched and no iframe is created until the embed is near the viewport. Default `eager`. */
  loading?: 'eager' | 'lazy' | undefined
  /** How long the embedded page may take to respond, in ms. Default 15,000. */
  readyTimeout?: number | undefined
  /** How to treat an embed that loaded but did not respond in time: show it, `degraded`, or hide it. Default `show`. */
  readyTimeoutBehavior?: 'show' | 'error' | undefined
  /**
   * The embed takes commands. Called for each page that is shown, right before a swap ends: `ref` has its iframe and
   * controller then. If it returns a function, this is the cleanup, which runs before the next call and when the embed is
   * unmounted; any other return value is ignored, that of an async function too. What it throws or rejects with is reported
   * as an uncaught error of the page.
   */
  onReady?: ((controller: TController) => unknown) | undefined
  /** Called once per change of the state. */
  onStateChange?: ((state: EmbedState) => void) | undefined
  /** Called once per error, including errors with no visible effect, such as `VIEW_TRANSFER_FAILED`. */
  onError?: ((error: EmbedError) => void) | undefined
}
