import type { IframeHTMLAttributes } from 'react'
import { EmbedError } from '../core/errors.ts'

/** Attributes `data-*` of the iframe. */
export type DataAttributes = { readonly [name: `data-${string}`]: string | number | boolean | undefined }

/** Attributes set by the library, or with a prop of the embed: `title`, `allow`, `loading`, … */
type OwnedAttribute =
  | 'src'
  | 'srcDoc'
  | 'id'
  | 'title'
  | 'style'
  | 'hidden'
  | 'allow'
  | 'sandbox'
  | 'referrerPolicy'
  | 'loading'
  | 'onLoad'
  | 'tabIndex'
  | 'inert'
  | 'aria-hidden'
  | 'children'
  | 'dangerouslySetInnerHTML'

/** Additional attributes of the iframe. */
export type IframeProps = Omit<IframeHTMLAttributes<HTMLIFrameElement>, OwnedAttribute> & {
  readonly [name in OwnedAttribute]?: never
} & DataAttributes & {
    /** Loads the embedded page without cookies, as required in a host page with `Cross-Origin-Embedder-Policy`. */
    credentialless?: boolean | undefined
    fetchPriority?: 'high' | 'low' | 'auto' | undefined
  }

const OWNED_ATTRIBUTES: ReadonlySet<string> = /* @__PURE__ */ new Set(
  'src srcdoc id key ref title style hidden allow sandbox referrerpolicy loading onload tabindex inert aria-hidden children dangerouslysetinnerhtml'.split(
    ' ',
  ),
)

/**
 * Returns the error for attributes in `iframeProps` reserved by the library. Call only if `process.env.NODE_ENV` is
 * not `production`: there, the library's attributes override the app's.
 */
export function validateIframeProps(provider: string, iframeProps: object = {}): EmbedError | undefined {
  const owned = Object.keys(iframeProps).find((name) => OWNED_ATTRIBUTES.has(name.toLowerCase()))
  if (owned === undefined) return undefined
  const message = `iframeProps.${owned} is not allowed: set by the library, or a prop of the embed.`
  return new EmbedError('INVALID_PROPS', message, { provider })
}
