import type { EmbedError } from '../core/errors.ts'
import type { EmbedState } from '../core/state.ts'
import type { InitialToken, Resource } from '../core/tokenFetcher.ts'
import type { TokenProps } from '../core/tokenProps.ts'

/** Props of an embed read by its session: all props except those for rendering. */
export interface SessionProps<TController, R extends Resource = Resource> extends TokenProps<R> {
  /**
   * A token minted during server rendering. A Felt map is then part of the HTML and loads before any
   * script runs; the next token is fetched at its scheduled refresh. Used only by the embed mounted with it, never for
   * another viewer or resource. The HTML then contains a secret: send it with `Cache-Control: no-store`.
   */
  initialToken?: InitialToken | undefined
  /**
   * When to start. With `lazy`, no token is fetched and no iframe is created until the embed is near the viewport.
   * Default: `eager`.
   */
  loading?: 'eager' | 'lazy' | undefined
  /** Time for the embedded page to respond, in ms. Default: 15,000. */
  readyTimeout?: number | undefined
  /** Behavior for an embed without a response in time: show it as `degraded`, or hide it. Default: `show`. */
  readyTimeoutBehavior?: 'show' | 'error' | undefined
  /**
   * Called when the embed accepts commands: for each page, right before it is shown. `ref` then has its iframe and
   * controller. A returned function is the cleanup, which runs before the next call and on unmount; any other return
   * value is ignored, including an async function's promise. An error or rejection is reported as an uncaught error of
   * the page.
   */
  onReady?: ((controller: TController) => unknown) | undefined
  /** Called once per change of the state. */
  onStateChange?: ((state: EmbedState) => void) | undefined
  /** Called once per error, including errors with no visible effect, such as `VIEW_TRANSFER_FAILED`. */
  onError?: ((error: EmbedError) => void) | undefined
}
