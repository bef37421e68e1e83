import { EmbedError } from '../core/errors.ts'
import { redactUrl } from '../core/providerUrl.ts'
import { tryParseUrl } from '../core/tryParseUrl.ts'

/**
 * Returns the origin of a page as browsers send it. Nothing is sent to this origin, it is only compared: any scheme and
 * host are valid, such as `capacitor://localhost` or `http://192.168.1.20:3000`.
 *
 * @param name of the option, for the error
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function parsePageOrigin(text: unknown, name: string): string {
  const url = typeof text === 'string' && !text.includes('*') ? tryParseUrl(text) : undefined
  // The origin of a scheme that browsers do not know themselves is the text "null".
  const origin = url ? `${url.protocol}//${url.host}` : ''
  if (url?.host && (url.href === origin || url.href === `${origin}/`)) return origin
  throw new EmbedError(
    'INVALID_OPTIONS',
    `${name} must be like https://app.example.com, without path or credentials; it is "${redactUrl(text)}".`,
  )
}
