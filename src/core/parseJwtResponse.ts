import { isRecord } from './isRecord.ts'
import { type ParsedToken, parseTokenResponse } from './parseTokenResponse.ts'

/**
 * Parses a token response with a JWT: without an expiry in the response, the claims of the token are used.
 *
 * @throws EmbedError `INVALID_TOKEN_RESPONSE`
 */
export function parseJwtResponse(response: unknown): ParsedToken {
  const parsed = parseTokenResponse(response)
  if (parsed.lifetime !== undefined || parsed.expiresAt !== undefined) return parsed
  const { lifetime, expiresAt } = readJwtExpiry(parsed.token)
  // Not the lifetime itself: the server may return a token from a cache.
  return { ...parsed, maxLifetime: lifetime, expiresAt }
}

/**
 * Reads the expiry of a JWT (`exp` and `iat`, RFC 7519).
 *
 * @returns times in ms; no field if the token is not a JWT or has no expiry
 */
export function readJwtExpiry(token: string): Pick<ParsedToken, 'lifetime' | 'expiresAt'> {
  const { exp, iat } = readClaims(token)
  if (typeof exp !== 'number') return {}
  return { expiresAt: exp * 1_000, lifetime: typeof iat === 'number' ? (exp - iat) * 1_000 : undefined }
}

function readClaims(token: string): Readonly<Record<string, unknown>> {
  try {
    const payload = token.split('.')[1] ?? ''
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    return isRecord(claims) ? claims : {}
  } catch {
    return {}
  }
}
