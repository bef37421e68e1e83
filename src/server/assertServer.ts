import { EmbedError } from '../core/errors.ts'

/**
 * Ends with a plain error what would put a secret into a browser's page. A browser's workers have no document, as
 * servers have none.
 *
 * @param name of the function that was called
 * @throws EmbedError `SERVER_ONLY` where there is a document
 */
export function assertServer(name: string): void {
  if (!('document' in globalThis)) return
  throw new EmbedError(
    'SERVER_ONLY',
    `${name} was called in a browser. It takes a secret that must never be there: call it in a route of your server.`,
  )
}
