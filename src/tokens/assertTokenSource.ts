import { describeShape } from '../core/describeShape.ts'
import { EmbedError } from '../core/errors.ts'
import { parseTokenEndpoint, type TokenEndpoint } from '../core/tokenEndpoint.ts'
import type { TokenProps } from '../core/tokenProps.ts'

/**
 * Checks the source of tokens beyond its types.
 *
 * @throws EmbedError `INVALID_PROPS` unless there is exactly one valid source of tokens
 */
export function assertTokenSource({ fetchToken, tokenEndpoint }: TokenProps): void {
  if (process.env.NODE_ENV !== 'production' && tokenEndpoint != null) assertTokenEndpoint(tokenEndpoint)
  const hasUrl = tokenEndpoint != null && Boolean(parseTokenEndpoint(tokenEndpoint).url)
  if ((typeof fetchToken === 'function') !== hasUrl) return
  throw new EmbedError('INVALID_PROPS', 'Pass exactly one of fetchToken (a function) and tokenEndpoint (a URL).')
}

function assertTokenEndpoint(endpoint: string | TokenEndpoint): void {
  if (isValid(parseTokenEndpoint(endpoint))) return
  // Without the headers, which contain secrets.
  const actual = typeof endpoint === 'string' && endpoint ? `"${endpoint}"` : describeShape(endpoint)
  const expected = 'a URL of http or https, or a valid object { url, headers, credentials }'
  throw new EmbedError('INVALID_PROPS', `tokenEndpoint must be ${expected}; it is ${actual}.`)
}

function isValid({ url, headers, credentials }: TokenEndpoint): boolean {
  try {
    // Both throw for invalid input.
    const { protocol } = new URL(url, 'https://localhost')
    void new Request('https://localhost', typeof headers === 'function' ? { credentials } : { headers, credentials })
    return url.trim() !== '' && /^https?:$/.test(protocol)
  } catch {
    return false
  }
}
