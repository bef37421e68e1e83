import { EmbedError } from '../core/errors.ts'

/**
 * Checks what a mint cannot do without. The value is not repeated: it may be a secret.
 *
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function assertNonEmptyString(provider: string, name: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value
  const actual = value === undefined ? 'missing' : typeof value === 'string' ? 'empty' : 'not a text'
  throw new EmbedError('INVALID_OPTIONS', `${name} must be a text that is not empty; it is ${actual}.`, { provider })
}

/**
 * Checks a secret, which goes into a header: what a header cannot hold, `fetch` would repeat in its own error. A line's
 * end, as files of secrets have it, is left out.
 *
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function assertSecret(provider: string, name: string, value: unknown): string {
  const secret = assertNonEmptyString(provider, name, value).trim()
  if (/^[\x21-\x7e]+$/.test(secret)) return secret
  const message = `${name} must be letters, digits and signs of ASCII without blanks; check how it was copied.`
  throw new EmbedError('INVALID_OPTIONS', message, { provider })
}
