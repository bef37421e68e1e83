import { EmbedError } from '../core/errors.ts'

/**
 * Checks what a mint cannot do without. The value is not repeated: it may be a secret.
 *
 * @throws EmbedError `INVALID_PROPS`
 */
export function requireText(provider: string, name: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value
  const came = value === undefined ? 'missing' : typeof value === 'string' ? 'empty' : 'not a text'
  throw new EmbedError('INVALID_PROPS', `${name} must be a text that is not empty; it is ${came}.`, { provider })
}
