import { CompactEncrypt, compactDecrypt } from 'jose'
import { isRecord } from '../core/isRecord.ts'

/** The claims inside an Explo token, under the vendor's own names. A browser cannot read any of them. */
export interface ExploClaims {
  /** Customer, `provided_id` of the request. */
  cst: string
  /** Embed id, of a dashboard or a report builder. */
  dsh: string
  /** Expiry, in whole seconds since 1970. */
  exp: number
  /** Features of a report builder that are allowed; null allows all. */
  rbc: string[] | null
  /** Whether editable sections may not be edited. */
  des: boolean | null
  /** The only origin that may embed, with a trailing slash; null admits all. */
  iss: string | null
}

/** An embed secret, as Explo's dashboard shows it: 32 bytes of text, and the id that names it. */
export interface EmbedSecret {
  id: string
  text: string
}

const toKeyBytes = (secret: EmbedSecret) => new TextEncoder().encode(secret.text)

/** Makes a token of Explo's form: a JWE, `alg: dir`, `enc: A256GCM`, with the secret's id as `kid`. */
export async function encryptExploToken(claims: ExploClaims, secret: EmbedSecret): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: secret.id })
    .encrypt(toKeyBytes(secret))
}

/** Reads a token's claims, also those of one that has run out; undefined for anything this secret did not make. */
export async function decryptExploToken(token: string, secret: EmbedSecret): Promise<ExploClaims | undefined> {
  try {
    const { plaintext } = await compactDecrypt(token, toKeyBytes(secret))
    return parseClaims(JSON.parse(new TextDecoder().decode(plaintext)))
  } catch {
    // Why a token is no good is nobody's business, as with any login.
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
