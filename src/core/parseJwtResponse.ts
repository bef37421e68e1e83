import { isRecord } from './isRecord.ts'
import { type ParsedToken, parseTokenResponse } from './parseTokenResponse.ts'

/**
 * Parses a token response whose token is a JWT: where the response names no expiry, the token's own claims do.
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
 * Reads how long a JWT lives (`exp` and `iat`, RFC 7519). With both, no two clocks are compared.
 *
 * @returns neither field if the token is no JWT or names no expiry; times in ms
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
