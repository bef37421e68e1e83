import type { EmbedError } from '../core/errors.ts'
import type { EmbedState } from '../core/state.ts'
import type { InitialToken } from '../core/tokenFetcher.ts'
import type { TokenProps } from '../core/tokenProps.ts'

/** The props of an embed that its session reads: all but those that concern what React draws. */
export type SessionProps<TController> = TokenProps & {
  /**
   * A token that was minted while the server rendered the page. A Felt map is then part of the HTML and loads before any
   * script runs; no token is fetched until this one is due. It is used by the embed that is mounted with it, never for
   * another viewer or resource. The HTML holds a secret then: send it with `Cache-Control: no-store`.
   */
  initialToken?: InitialToken | undefined
  /** With `lazy` neither a token is fetched nor a frame made until the embed nears the viewport. Default `eager`. */
  loading?: 'eager' | 'lazy' | undefined
  /** How long the vendor's page may take to answer, in ms. Default 15,000. */
  readyTimeout?: number | undefined
  /** What to do with a page that loaded but never answered: show it, `degraded`, or cover it. Default `show`. */
  readyTimeoutBehavior?: 'show' | 'error' | undefined
  /** The page on show takes commands. May return a cleanup, which runs when that frame is retired. */
  onReady?: ((controller: TController) => void | (() => void)) | undefined
  /** Each change of what the embed is doing, once. */
  onStateChange?: ((state: EmbedState) => void) | undefined
  /** Each error, once, also one that nothing on show tells of, such as `VIEW_TRANSFER_FAILED`. */
  onError?: ((error: EmbedError) => void) | undefined
}
