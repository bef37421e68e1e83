import { EmbedError } from '../core/errors.ts'
import { isPathSegment, redactUrl } from '../core/providerUrl.ts'
import { assertNonEmptyString } from './assertNonEmptyString.ts'

/**
 * Checks the ID that a token is minted for. A URL is rejected here: the provider would respond with 404 only, and the URL
 * of an embed contains a token, which must not be sent.
 *
 * @param toId returns the ID in the text
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function assertEmbedId(
  provider: string,
  name: string,
  value: unknown,
  toId: (text: string) => string = (text) => text,
): string {
  const id = toId(assertNonEmptyString(provider, name, value))
  if (id.includes('://')) {
    throw new EmbedError('INVALID_OPTIONS', `${name} must be an id, not a URL; it is "${redactUrl(id)}".`, { provider })
  }
  if (!isPathSegment(id)) {
    throw new EmbedError('INVALID_OPTIONS', `${name} must be a valid path segment; it is "${id}".`, { provider })
  }
  return id
}
