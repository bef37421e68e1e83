import type { QueryClient } from '@tanstack/react-query'
import type { AriaAttributes, CSSProperties, HTMLAttributeReferrerPolicy, ReactNode } from 'react'
import type { EmbedError } from '../core/errors.ts'
import type { InitialToken } from '../core/tokenFetcher.ts'
import type { TokenProps } from '../core/tokenProps.ts'
import type { EmbedState } from '../core/state.ts'

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

/** What a host may do to an embed through its `ref`. The object stays the same for the component's whole life. */
export interface EmbedHandle<TController> {
  /** What the embed is doing; `loading` before it is mounted. */
  readonly state: EmbedState
  /** The vendor's own object for the page on show; undefined until it is ready. */
  readonly controller: TController | undefined
  /** The frame on show. A renewal may put another in its place: read it anew each time. */
  readonly iframe: HTMLIFrameElement | undefined
  /**
   * Fetches a new token now. The page takes it as at any renewal.
   *
   * @throws EmbedError as a rejection: what the fetch failed with, or the one before while the back end asked for a
   * pause (`Retry-After`), or `UNMOUNTED`
   */
  refresh(): Promise<void>
  /**
   * Loads the page anew in a second frame with a new token. Resolves when that frame has begun to load; it takes over
   * when it is ready.
   *
   * @throws EmbedError as a rejection: what the fetch failed with, or the one before while the back end asked for a
   * pause (`Retry-After`), or `UNMOUNTED`
   */
  reload(): Promise<void>
}

type DataAttributes = { readonly [name: `data-${string}`]: string | number | boolean | undefined }

/** The props that every embed takes beside its vendor's own. */
export type EmbedProps<TController> = TokenProps &
  AriaAttributes &
  DataAttributes & {
    /**
     * A token that was minted while the server rendered the page. A Felt map is then part of the HTML and loads before any
     * script runs; no token is fetched until this one is due. It is used by the embed that is mounted with it, never for
     * another viewer or resource. The HTML holds a secret then: send it with `Cache-Control: no-store`.
     */
    initialToken?: InitialToken | undefined
    /** The frame's accessible name. Default `Felt map` or `Explo dashboard`. */
    title?: string | undefined
    /** Shown until the first frame is ready. Default: a text and a progress bar, once the wait is noticeable. */
    fallback?: ReactNode | ((state: EmbedState) => ReactNode)
    /**
     * Shown only when there is no frame worth showing: a failed refresh never covers a working embed. Default: a text and a
     * button.
     */
    renderError?: ((props: RenderErrorProps) => ReactNode) | undefined
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
    /** Holds the token. Else the nearest `QueryClientProvider`'s, else one of the library's own. */
    queryClient?: QueryClient | undefined
    /** On the box around the frames, as `style` and `id` are. */
    className?: string | undefined
    /** On the box, which otherwise fills its container and is at least 320 px high. */
    style?: CSSProperties | undefined
    /** On the box. */
    id?: string | undefined
    /** The frames' permissions policy. Default `fullscreen`, and for Felt `geolocation` where its button is shown. */
    allow?: string | undefined
    /** None by default: neither vendor documents what its page needs. */
    sandbox?: string | undefined
    /** Default `strict-origin-when-cross-origin`. */
    referrerPolicy?: HTMLAttributeReferrerPolicy | undefined
    /** The library's own texts, in your words; what is left out stays in English. */
    labels?: Partial<EmbedLabels> | undefined
  }
