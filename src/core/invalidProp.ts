import { EmbedError } from './errors.ts'

/**
 * Returns the error for an invalid prop. In production the text is short, because every byte is paid by the viewers.
 *
 * @param explanation text after the name; false in production, so that bundlers remove the text
 */
export function invalidProp(name: string, explanation: string | false): EmbedError {
  return new EmbedError('INVALID_PROPS', explanation ? `${name} ${explanation}` : `Invalid ${name}.`)
}
