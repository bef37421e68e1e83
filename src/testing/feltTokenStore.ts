import { randomBytes } from 'node:crypto'
import type { MintFault } from './emulatorOptions.ts'
import type { ProviderContext } from './providerContext.ts'

/** A minted token. */
export interface FeltTokenRecord {
  token: string
  mapId: string
  viewer: string
  /** In epoch ms, always a whole second. */
  expiresAt: number
}

/** All minted tokens. */
export interface FeltTokenStore {
  /** Mints a token; faults other than errors affect the result. */
  mint(mapId: string, viewer: string, fault: MintFault): FeltTokenRecord
  find(token: string): FeltTokenRecord | undefined
}

/** Creates an empty store. */
export function createFeltTokenStore({ options, now }: ProviderContext): FeltTokenStore {
  const records = new Map<string, FeltTokenRecord>()
  const newest = new Map<string, FeltTokenRecord>()
  return {
    find: (token) => records.get(token),
    mint(mapId, viewer, fault) {
      const key = JSON.stringify([mapId, viewer])
      const last = newest.get(key)
      if (fault === 'same-token' && last) return last
      const { lifetime, specialCharacterTokens } = options.get('felt', mapId)
      const expiry = fault === 'expired-token' ? now() - 60_000 : now() + lifetime
      // Rounded up to a whole second, and enforced exactly as reported.
      const expiresAt = Math.ceil(expiry / 1_000) * 1_000
      const record = { token: makeToken(specialCharacterTokens), mapId, viewer, expiresAt }
      records.set(record.token, record)
      newest.set(key, record)
      return record
    },
  }
}

function makeToken(hasSpecialCharacters: boolean): string {
  const text = randomBytes(24).toString('base64url')
  return hasSpecialCharacters ? `${text.slice(0, 12)}+/=&#?% ${text.slice(12)}` : text
}
