import { CompactEncrypt, compactDecrypt } from 'jose'
import { isRecord } from '../core/isRecord.ts'

/** Claims of an Explo token, under Explo's own names. A browser cannot read any of them. */
export interface ExploClaims {
  /** Customer, `provided_id` of the request. */
  cst: string
  /** Embed ID, of a dashboard or a report builder. */
  dsh: string
  /** Expiry, in whole seconds since 1970. */
  exp: number
  /** Permitted features of a report builder; null permits all. */
  rbc: string[] | null
  /** Whether editing of editable sections is disabled. */
  des: boolean | null
  /** The only origin with permission to embed, with a trailing slash; null permits all. */
  iss: string | null
}

/** An embed secret, as displayed by Explo's dashboard: 32 bytes of text and an ID. */
export interface EmbedSecret {
  id: string
  text: string
}

const toKeyBytes = (secret: EmbedSecret) => new TextEncoder().encode(secret.text)

/** Creates a token in Explo's format: a JWE, `alg: dir`, `enc: A256GCM`, with the secret's ID as `kid`. */
export async function encryptExploToken(claims: ExploClaims, secret: EmbedSecret): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: secret.id })
    .encrypt(toKeyBytes(secret))
}

/** Decrypts a token's claims, even if expired; undefined for any token encrypted with another secret. */
export async function decryptExploToken(token: string, secret: EmbedSecret): Promise<ExploClaims | undefined> {
  try {
    const { plaintext } = await compactDecrypt(token, toKeyBytes(secret))
    return parseClaims(JSON.parse(new TextDecoder().decode(plaintext)))
  } catch {
    // The reason for an invalid token stays secret, as with any login.
    return undefined
  }
}

function parseClaims(value: unknown): ExploClaims | undefined {
  if (!isRecord(value)) return undefined
  const { cst, dsh, exp, rbc, des, iss } = value
  if (typeof cst !== 'string' || typeof dsh !== 'string' || typeof exp !== 'number') return undefined
  return {
    cst,
    dsh,
    exp,
    rbc: Array.isArray(rbc) ? rbc.filter((each) => typeof each === 'string') : null,
    des: typeof des === 'boolean' ? des : null,
    iss: typeof iss === 'string' ? iss : null,
  }
}
