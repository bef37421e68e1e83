import { randomBytes } from 'node:crypto'
import { compactVerify, SignJWT } from 'jose'
import { isRecord } from '../core/isRecord.ts'
import type { MintFault } from './emulatorOptions.ts'
import { getTokenSuffix } from './eventLog.ts'
import type { ProviderContext } from './providerContext.ts'

/** The result of a check of a token, for the event log. */
export interface SupersetTokenCheck {
  viewer: string | null
  tokenSuffix: string | null
  expiresAt: number | null
  accepted: boolean
  expired: boolean
}

/** Mints and checks guest tokens. */
export interface SupersetTokens {
  mint(
    claims: { resource: string; user: object; rls: unknown },
    fault: MintFault,
  ): Promise<{ token: string; expiresAt: number }>
  check(token: string, resource: string): Promise<SupersetTokenCheck>
}

/**
 * Creates the tokens of one Superset. The claims are those of superset/security/manager.py,
 * `create_guest_access_token`.
 */
export function createSupersetTokens({ options, now }: ProviderContext): SupersetTokens {
  const key = randomBytes(32)
  const newest = new Map<string, { token: string; expiresAt: number }>()
  return {
    async mint({ resource, user, rls }, fault) {
      const last = newest.get(resource)
      if (fault === 'same-token' && last) return last
      const { lifetime } = options.get('superset', resource)
      const iat = now() / 1_000
      const exp = Math.ceil(fault === 'expired-token' ? iat - 60 : iat + lifetime / 1_000)
      const resources = [{ type: 'dashboard', id: resource }]
      const token = await new SignJWT({ user, resources, rls_rules: rls, iat, exp, aud: 'superset', type: 'guest' })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(key)
      const minted = { token, expiresAt: exp * 1_000 }
      newest.set(resource, minted)
      return minted
    },
    async check(token, resource) {
      const { exp, resources, user } = await readClaims(token, key)
      const expiresAt = typeof exp === 'number' ? exp * 1_000 : null
      const isRight = Array.isArray(resources) && resources.some((each) => isRecord(each) && each.id === resource)
      const expired = isRight && expiresAt !== null && expiresAt <= now()
      const viewer = isRecord(user) && typeof user.username === 'string' ? user.username : null
      const tokenSuffix = token === '' ? null : getTokenSuffix(token)
      return { viewer, tokenSuffix, expiresAt, accepted: isRight && !expired, expired }
    },
  }
}

async function readClaims(token: string, key: Uint8Array): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { payload } = await compactVerify(token, key)
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
    return isRecord(claims) ? claims : {}
  } catch {
    return {}
  }
}
