import type { QueryClient } from '@tanstack/react-query'
import type { AriaAttributes, CSSProperties, HTMLAttributeReferrerPolicy, ReactNode } from 'react'
import type { EmbedError } from '../core/errors.ts'
import type { EmbedState } from '../core/state.ts'
import type { Resource } from '../core/tokenFetcher.ts'
import type { SessionProps } from '../session/sessionProps.ts'
import type { IframeProps } from './iframeProps.ts'

/** All texts of the default UI. */
export interface EmbedLabels {
  /** Loading text. Default: `Loading…` */
  loading: string
  /** Title of an error. Default: `This embed could not be shown` */
  errorTitle: string
  /** Label of the retry button. Default: `Try again` */
  retry: string
  /**
   * Notice under an embed with an expired token after a failed refresh. Default:
   * `This view may be out of date because access could not be refreshed.`
   */
  expired: string
  /** Appended while the browser is offline. Default: `You are offline.` */
  offline: string
}

/** Argument of `renderError`. */
export interface RenderErrorProps {
  /** The error. Use `code` for branching. */
  error: EmbedError
  /** Retries immediately. Never rejects: a failure is reported as a new error. */
  retry(): void
  /** Whether the library retries automatically. */
  willRetry: boolean
}

/** Props of every embed, in addition to its provider's own. */
export interface EmbedProps<TController, R extends Resource = Resource>
  extends SessionProps<TController, R>, AriaAttributes {
  /** Accessible name of the iframe. Default: a name of the provider, such as `Felt map`. */
  title?: string | undefined
  /** Loading UI until the first iframe is ready. Default: a text and a progress bar, after a short delay. */
  fallback?: ReactNode | ((state: EmbedState) => ReactNode)
  /**
   * Error UI while no iframe is usable: a failed refresh never covers a working embed. Default: a text and a
   * button.
   */
  renderError?: ((props: RenderErrorProps) => ReactNode) | undefined
  /** Client for the token. Default: the client of the nearest `QueryClientProvider`, or the library's own. */
  queryClient?: QueryClient | undefined
  /**
   * Class of the container element. With a class, the class controls width, height and `display`; the default height is
   * 320 px.
   */
  className?: string | undefined
  /** Style of the container element. Default: full width and height of its parent, at least 320 px high. */
  style?: CSSProperties | undefined
  /** ID of the container element. */
  id?: string | undefined
  /**
   * Permissions policy of the iframe. Default: `fullscreen`; for Felt also `geolocation` if its button is visible, for
   * Superset also `clipboard-write`.
   */
  allow?: string | undefined
  /** Sandbox of the iframe. Default: none, because neither Felt nor Explo documents the permissions needed by its page. */
  sandbox?: string | undefined
  /** Referrer policy of the iframe. Default: `strict-origin-when-cross-origin`. */
  referrerPolicy?: HTMLAttributeReferrerPolicy | undefined
  /**
   * Additional attributes of the iframe: `credentialless`, `name`, or the `data-*` of a consent manager. Applied to
   * every iframe of the embed. Attributes set by the library are rejected.
   */
  iframeProps?: IframeProps | undefined
  /** Texts of the default UI, for example translated. Omitted texts stay in English. */
  labels?: Partial<EmbedLabels> | undefined
  /** Attributes of the container element, for tests and styles. */
  readonly [name: `data-${string}`]: string | number | boolean | undefined
}
