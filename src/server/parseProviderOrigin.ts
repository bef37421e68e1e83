import { EmbedError } from '../core/errors.ts'
import { explainOrigin, tryParseOrigin } from '../core/providerUrl.ts'

/**
 * Parses the option `origin`.
 *
 * @throws EmbedError `INVALID_OPTIONS`
 */
export function parseProviderOrigin(text: string): string {
  const origin = tryParseOrigin(text)
  if (origin === undefined) throw new EmbedError('INVALID_OPTIONS', `origin ${explainOrigin(text)}`)
  return origin
}
