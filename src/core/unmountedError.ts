import { EmbedError } from './errors.ts'

/** Returns the error for a call to an unmounted embed, or after the viewer signed out. */
export function unmountedError(): EmbedError {
  return new EmbedError('UNMOUNTED', 'The embed is unmounted, or the viewer signed out.')
}
