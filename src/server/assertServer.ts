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
    `${name} was called in a browser. It takes a secret that must never be there: call it in a route of your server.`,
  )
}
