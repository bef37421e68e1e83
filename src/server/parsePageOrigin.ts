import { EmbedError } from '../core/errors.ts'
import { redactUrl } from '../core/providerUrl.ts'
import { tryParseUrl } from '../core/tryParseUrl.ts'

/**
 * Returns the origin of a page in the format sent by browsers. The origin is only compared, so any scheme and
 * host are valid, such as `capacitor://localhost` or `http://192.168.1.20:3000`.
 *
 * @param name of the option, for the error
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function parsePageOrigin(text: unknown, name: string): string {
  const url = typeof text === 'string' && !text.includes('*') ? tryParseUrl(text) : undefined
  // `origin` is the text "null" for schemes unknown to the runtime.
  const origin = url ? `${url.protocol}//${url.host}` : ''
  if (url?.host && (url.href === origin || url.href === `${origin}/`)) return origin
  throw new EmbedError(
    'INVALID_OPTIONS',
    `${name} must be like https://app.example.com, without path or credentials; it is "${redactUrl(text)}".`,
  )
}
