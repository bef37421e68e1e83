import { EmbedError } from './errors.ts'

/** A call for an embed that is no longer on the page, or whose viewer signed out. */
export function unmountedError(): EmbedError {
  return new EmbedError('UNMOUNTED', 'The embed is no longer mounted, or its viewer signed out.')
}
