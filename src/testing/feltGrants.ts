import { randomBytes } from 'node:crypto'
import type { MintFault } from './emulatorOptions.ts'
import type { VendorContext } from './vendorContext.ts'

/** A token that was handed out. */
export interface FeltGrant {
  token: string
  mapId: string
  viewer: string
  /** In epoch ms, always a whole second. */
  expiresAt: number
}

/** All tokens that were handed out. */
export interface FeltGrants {
  /** Makes a token; the faults that are no refusals decide which. */
  mint(mapId: string, viewer: string, fault: MintFault): FeltGrant
  find(token: string): FeltGrant | undefined
}

/** Makes the list, empty. */
export function createFeltGrants({ options, now }: VendorContext): FeltGrants {
  const grants = new Map<string, FeltGrant>()
  const newest = new Map<string, FeltGrant>()
  return {
    find: (token) => grants.get(token),
    mint(mapId, viewer, fault) {
      const key = JSON.stringify([mapId, viewer])
      const last = newest.get(key)
      if (fault === 'same-token' && last) return last
      const { lifetime, awkwardTokens } = options.get('felt', mapId)
      const expiry = fault === 'expired-token' ? now() - 60_000 : now() + lifetime
      // Rounded up to the stamp's whole second, and enforced exactly as it is written.
      const expiresAt = Math.ceil(expiry / 1_000) * 1_000
      const grant = { token: makeToken(awkwardTokens), mapId, viewer, expiresAt }
      grants.set(grant.token, grant)
      newest.set(key, grant)
      return grant
    },
  }
}

function makeToken(isAwkward: boolean): string {
  const text = randomBytes(24).toString('base64url')
  return isAwkward ? `${text.slice(0, 12)}+/=&#?% ${text.slice(12)}` : text
}
