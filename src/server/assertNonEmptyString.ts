import { EmbedError } from '../core/errors.ts'

/**
 * Checks a required option of a mint function. The message omits the value, which may be a secret.
 *
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function assertNonEmptyString(provider: string, name: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value
  const actual = value === undefined ? 'missing' : typeof value === 'string' ? 'empty' : 'not a string'
  throw new EmbedError('INVALID_OPTIONS', `${name} is ${actual}: expected a non-empty string.`, { provider })
}

/**
 * Checks a secret for use in a header: `fetch` would repeat an invalid value in its own error. A trailing newline,
 * common in secret files, is removed.
 *
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function assertSecret(provider: string, name: string, value: unknown): string {
  const secret = assertNonEmptyString(provider, name, value).trim()
  if (/^[\x21-\x7e]+$/.test(secret)) return secret
  const message = `${name} contains whitespace or non-ASCII characters. Check the copied value.`
  throw new EmbedError('INVALID_OPTIONS', message, { provider })
}
