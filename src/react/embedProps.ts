import type { QueryClient } from '@tanstack/react-query'
import type { AriaAttributes, CSSProperties, HTMLAttributeReferrerPolicy, ReactNode } from 'react'
import type { EmbedError } from '../core/errors.ts'
import type { EmbedState } from '../core/state.ts'
import type { Resource } from '../core/tokenFetcher.ts'
import type { SessionProps } from '../session/sessionProps.ts'
import type { IframeProps } from './iframeProps.ts'

/** Every text that the library itself shows. */
export interface EmbedLabels {
  /** While there is no page to see. Default `Loading…`. */
  loading: string
  /** Above what went wrong. Default `This embed could not be shown`. */
  errorTitle: string
  /** On the button of an error. Default `Try again`. */
  retry: string
  /**
   * Under an embed whose token ran out and could not be renewed. Default
   * `This view may be out of date: its access could not be renewed.`
   */
  expired: string
  /** Added where the browser has no network. Default `You are offline.` */
  offline: string
}

/** What `renderError` is given. */
export interface RenderErrorProps {
  /** What went wrong; `code` is what to branch on. */
  error: EmbedError
  /** Tries again at once. Never rejects: a failure comes back as a new error. */
  retry(): void
  /** Whether the library tries again by itself. */
  willRetry: boolean
}

/** The props of every embed, in addition to its provider's own. */
export interface EmbedProps<TController, R extends Resource = Resource>
  extends SessionProps<TController, R>, AriaAttributes {
  /** The frame's accessible name. Default `Felt map` or `Explo dashboard`. */
  title?: string | undefined
  /** Shown until the first frame is ready. Default: a text and a progress bar, once the wait is noticeable. */
  fallback?: ReactNode | ((state: EmbedState) => ReactNode)
  /**
   * Shown only when there is no frame worth showing: a failed refresh never covers a working embed. Default: a text and a
   * button.
   */
  renderError?: ((props: RenderErrorProps) => ReactNode) | undefined
  /** Holds the token. Else the nearest `QueryClientProvider`'s, else one of the library's own. */
  queryClient?: QueryClient | undefined
  /**
   * On the container element. With a class, the class decides width, height and `display`; without a height, the embed is
   * 320 px high.
   */
  className?: string | undefined
  /** On the container element. Default: fills its parent, at least 320 px high. A height that you set is the height. */
  style?: CSSProperties | undefined
  /** On the box. */
  id?: string | undefined
  /** The frames' permissions policy. Default `fullscreen`, and for Felt `geolocation` where its button is shown. */
  allow?: string | undefined
  /** None by default: neither provider documents what its page needs. */
  sandbox?: string | undefined
  /** Default `strict-origin-when-cross-origin`. */
  referrerPolicy?: HTMLAttributeReferrerPolicy | undefined
  /**
   * Further attributes of the iframe, such as `credentialless`, `name`, or the `data-*` of a consent manager. Applied to
   * every iframe of the embed. Attributes that the library sets itself are refused.
   */
  iframeProps?: IframeProps | undefined
  /** The library's own texts, in your words; what is left out stays in English. */
  labels?: Partial<EmbedLabels> | undefined
  /** Attributes for tests and styles, on the box, as those of `aria-*` are. */
  readonly [name: `data-${string}`]: string | number | boolean | undefined
}
