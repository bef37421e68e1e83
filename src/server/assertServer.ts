import { EmbedError } from '../core/errors.ts'

/**
 * Throws if a function with a secret is called in a browser's page. Workers of a browser have no document, like
 * servers, and are not detected.
 *
 * @param name of the called function
 * @throws EmbedError `SERVER_ONLY` if there is a document
 */
export function assertServer(name: string): void {
  if (!('document' in globalThis)) return
  throw new EmbedError(
    'SERVER_ONLY',
    `${name} must only run on the server, because it uses a secret. Move the call to a server route. (In jsdom tests: // @vitest-environment node.)`,
  )
}
