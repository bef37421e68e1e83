import { EmbedError } from './errors.ts'

/** An embedded page did not respond to a message in time. */
export function noResponseError(): EmbedError {
  return new EmbedError('NO_RESPONSE', "The embed's page did not answer in time.")
}
