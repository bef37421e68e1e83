import { type EmbedSecret, type ExploClaims, decryptExploToken } from './exploToken.ts'
import { getTokenSuffix } from './eventLog.ts'

/** Result of verifying a token. */
export interface VerifiedExploToken {
  claims: ExploClaims | undefined
  /** Owner of the token, for the event log. */
  trace: { provider: 'explo'; resource: string; viewer: string | null }
  /** Validity of the token, for the event log. */
  check: { tokenSuffix: string; expiresAt: number | null; accepted: boolean; expired: boolean }
}

/** Verifies a token. */
export type ExploTokenVerifier = (token: string) => Promise<VerifiedExploToken>

/** Creates the verifier used by every part of the emulated Explo. */
export function createExploTokenVerifier(secret: EmbedSecret, now: () => number): ExploTokenVerifier {
  return async (token) => {
    const claims = await decryptExploToken(token, secret)
    const expiresAt = claims ? claims.exp * 1_000 : null
    const expired = expiresAt !== null && expiresAt <= now()
    return {
      claims,
      trace: { provider: 'explo', resource: claims?.dsh ?? '(unknown)', viewer: claims?.cst ?? null },
      check: { tokenSuffix: getTokenSuffix(token), expiresAt, accepted: claims !== undefined && !expired, expired },
    }
  }
}
