import { EmbedError } from './errors.ts'

/** Returns the error for an embedded page without a response in time. */
export function noResponseError(): EmbedError {
  return new EmbedError('NO_RESPONSE', 'The embed did not respond in time.')
}
