import { randomBytes } from 'node:crypto'
import { getTokenSuffix } from '../../../../src/testing/eventLog.ts'

/** A token that was handed out. */
export interface TokenRecord {
  token: string
  resource: string
  /** In epoch ms. */
  expiresAt: number
}

/** Result of verifying a token, in the event log's words. */
export interface TokenCheck {
  tokenSuffix: string | null
  expiresAt: number | null
  accepted: boolean
  /** Whether it was refused for its age alone. */
  expired: boolean
}

/** All tokens that one provider handed out. */
export interface TokenStore {
  mint(resource: string, lifetime: number): TokenRecord
  check(token: string, resource: string): TokenCheck
}

/** Makes the list, empty. */
export function createTokenStore(): TokenStore {
  const records = new Map<string, TokenRecord>()
  return {
    mint(resource, lifetime) {
      // With characters that a URL must escape: an adapter that forgets to is refused.
      const token = `+/=&${randomBytes(24).toString('base64url')}`
      const record = { token, resource, expiresAt: Date.now() + lifetime }
      records.set(record.token, record)
      return record
    },
    check(token, resource) {
      const record = records.get(token)
      const isRight = record?.resource === resource
      const expired = isRight && record.expiresAt <= Date.now()
      const tokenSuffix = token === '' ? null : getTokenSuffix(token)
      return { tokenSuffix, expiresAt: record?.expiresAt ?? null, accepted: isRight && !expired, expired }
    },
  }
}
