import { randomBytes } from 'node:crypto'
import { tailOf } from '../../../src/testing/tokenLedger.ts'

/** A token that was handed out. */
export interface Grant {
  token: string
  resource: string
  /** In epoch ms. */
  expiresAt: number
}

/** What a vendor makes of a token that it is shown, in the ledger's words. */
export interface Verdict {
  tail: string | null
  expiresAt: number | null
  accepted: boolean
  /** Whether it was refused for its age alone. */
  expired: boolean
}

/** All tokens that one vendor handed out. */
export interface Grants {
  mint(resource: string, lifetime: number): Grant
  judge(token: string, resource: string): Verdict
}

/** Makes the list, empty. */
export function createGrants(): Grants {
  const grants = new Map<string, Grant>()
  return {
    mint(resource, lifetime) {
      // With characters that a URL must escape: a provider that forgets to is refused.
      const token = `+/=&${randomBytes(24).toString('base64url')}`
      const grant = { token, resource, expiresAt: Date.now() + lifetime }
      grants.set(grant.token, grant)
      return grant
    },
    judge(token, resource) {
      const grant = grants.get(token)
      const isRight = grant?.resource === resource
      const expired = isRight && grant.expiresAt <= Date.now()
      const tail = token === '' ? null : tailOf(token)
      return { tail, expiresAt: grant?.expiresAt ?? null, accepted: isRight && !expired, expired }
    },
  }
}
