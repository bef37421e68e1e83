import { isRecord } from './isRecord.ts'
import { type ParsedToken, parseTokenResponse } from './parseTokenResponse.ts'

/**
 * Parses a token response with a JWT: without an expiry in the response, the claims of the token are used.
 *
 * @throws EmbedError `INVALID_TOKEN_RESPONSE`
 */
export function parseJwtResponse(response: unknown): ParsedToken {
  const parsed = parseTokenResponse(response)
  return parsed.lifetime === undefined && parsed.expiresAt === undefined
    ? { ...parsed, ...readJwtExpiry(parsed.token) }
    : parsed
}

/**
 * Reads the lifetime of a JWT (`exp` and `iat`, RFC 7519). With both claims, no clocks are compared.
 *
 * @returns neither field if the token is not a JWT or has no expiry; times in ms
 */
export function readJwtExpiry(token: string): Pick<ParsedToken, 'lifetime' | 'expiresAt'> {
  const { exp, iat } = readClaims(token)
  if (typeof exp !== 'number') return {}
  return typeof iat === 'number' ? { lifetime: (exp - iat) * 1_000 } : { expiresAt: exp * 1_000 }
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
