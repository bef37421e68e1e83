import { type EmbedSecret, type ExploClaims, openExploToken } from './exploToken.ts'
import { tailOf } from './tokenLedger.ts'

/** What the vendor makes of a token that it is shown. */
export interface ExploReading {
  claims: ExploClaims | undefined
  accepted: boolean
  /** Whose token it is, for the ledger. */
  trace: { vendor: 'explo'; resource: string; viewer: string | null }
  /** Whether it is good, for the ledger. */
  verdict: { tail: string; expiresAt: number | null; accepted: boolean; expired: boolean }
}

/** Reads a token. */
export type ExploReader = (token: string) => Promise<ExploReading>

/** Makes the reader that every part of the emulated Explo judges tokens by. */
export function createExploReader(secret: EmbedSecret, now: () => number): ExploReader {
  return async (token) => {
    const claims = await openExploToken(token, secret)
    const expiresAt = claims ? claims.exp * 1_000 : null
    const expired = expiresAt !== null && expiresAt <= now()
    const accepted = claims !== undefined && !expired
    return {
      claims,
      accepted,
      trace: { vendor: 'explo', resource: claims?.dsh ?? '(unknown)', viewer: claims?.cst ?? null },
      verdict: { tail: tailOf(token), expiresAt, accepted, expired },
    }
  }
}
