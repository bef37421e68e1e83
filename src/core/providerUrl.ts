import { devWarn } from './devWarn.ts'
import { invalidProp } from './invalidProp.ts'
import { tryParseUrl } from './tryParseUrl.ts'

/** Additional query parameters of the host app. Undefined values are omitted. */
export type ExtraParams = Readonly<Record<string, string | number | boolean | undefined>>

/** Local hosts: `localhost`, its subdomains, and loopback addresses. */
const LOCAL_HOST = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/

/** Returns an origin: https, or http on a local host; only scheme, host and port. Undefined for any other text. */
export function tryParseOrigin(text: string): string | undefined {
  const url = tryParseUrl(text)
  const isBare = url?.href === `${url?.origin}/`
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOCAL_HOST.test(url.hostname))
  return url && isBare && isSafe ? url.origin : undefined
}

/** Returns the text after `origin` in the error for an invalid origin. */
export function explainOrigin(text: string): string {
  return `must be like https://example.com (http only on localhost), without path or credentials; it is "${redactUrl(text)}".`
}

/**
 * Parses the prop `origin`.
 *
 * @throws EmbedError `INVALID_PROPS`
 */
export function parseOrigin(text: string): string {
  const origin = tryParseOrigin(text)
  if (origin !== undefined) return origin
  throw invalidProp('origin', process.env.NODE_ENV !== 'production' && explainOrigin(text))
}

/**
 * Returns a URL without credentials and path, or the start of any other text: error messages are logged, and an app may
 * have passed the URL of an embed, or its token, instead of an ID.
 */
export function redactUrl(text: unknown): string {
  return String(text)
    .replace(/\/\/[^/]*@/, '//…@')
    .replace(/(\w)[/?#].*/s, '$1/…')
    .replace(/^(?!.*:\/\/)(.{40}).+/s, '$1…')
}

/**
 * Checks an ID for a provider's URL: letters, digits, `-` and `_`, so that the path cannot be changed.
 *
 * @throws EmbedError `INVALID_PROPS`
 */
export function assertId(name: string, id: unknown): void {
  if (typeof id === 'string' && /^[\w-]+$/.test(id)) return
  throw invalidProp(name, process.env.NODE_ENV !== 'production' && explainId(id))
}

function explainId(id: unknown): string {
  const actual = typeof id === 'string' ? `"${redactUrl(id)}"` : String(id)
  return `must be an id of letters, digits, - and _; it is ${actual}.`
}

/**
 * Returns whether a string can be one path segment. An empty string, `.` and `..` would change the path, and half of a
 * surrogate pair cannot be encoded.
 */
export function isPathSegment(text: string): boolean {
  return !/^\.{0,2}$/.test(text) && !/\p{Surrogate}/u.test(text)
}

/**
 * Checks a string for use as one path segment.
 *
 * @throws EmbedError `INVALID_PROPS`
 */
export function assertPathSegment(name: string, text: string): void {
  if (isPathSegment(text)) return
  throw invalidProp(name, process.env.NODE_ENV !== 'production' && `must be a valid path segment; it is "${text}".`)
}

/** Adds query parameters to a URL. Existing parameters belong to the provider and take precedence. */
export function appendParams(url: URL, params: ExtraParams = {}): URL {
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(value))
    else if (process.env.NODE_ENV !== 'production')
      devWarn(`the query parameter ${name} of extraParams or variables was ignored: the library sets this parameter.`)
  }
  return url
}
