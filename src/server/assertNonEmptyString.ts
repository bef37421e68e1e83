import { EmbedError } from '../core/errors.ts'

/**
 * Checks a required option of a mint function. The message omits the value, which may be a secret.
 *
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function assertNonEmptyString(provider: string, name: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value
  const actual = value === undefined ? 'missing' : typeof value === 'string' ? 'empty' : 'not a text'
  throw new EmbedError('INVALID_OPTIONS', `${name} must be a text that is not empty; it is ${actual}.`, { provider })
}

/**
 * Checks a secret for use in a header: `fetch` would repeat an invalid value in its own error. A trailing newline,
 * common in secret files, is removed.
 *
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function assertApiToken(provider: string, value: unknown): string {
  const secret = assertNonEmptyString(provider, 'apiToken', value).trim()
  if (/^[\x21-\x7e]+$/.test(secret)) return secret
  const message = 'apiToken must be letters, digits and signs of ASCII without blanks; check how it was copied.'
  throw new EmbedError('INVALID_OPTIONS', message, { provider })
}
