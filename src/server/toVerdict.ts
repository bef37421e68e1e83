import { isEmbedError } from '../core/errors.ts'
import { readProperty } from '../core/readProperty.ts'
import { codeForStatus } from '../core/toEmbedError.ts'
import { NO_STORE_HEADERS, type Rejection } from './rejection.ts'
import { isResponse } from './isResponse.ts'
import { readStatus } from './readStatus.ts'

/** Errors of `jsonwebtoken`, by name. */
const JWT_ERROR_NAMES: ReadonlySet<unknown> = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'])
/** Errors of `jose` about a token. The other codes are about the server's own keys and options. */
const JOSE_TOKEN_CODE = /^ERR_(JWT|JWS|JWE)_|^ERR_(JOSE_ALG_NOT_ALLOWED|JWKS_NO_MATCHING_KEY)$/

/**
 * Returns the refusal that a value returned or thrown by `authorize` stands for: a `Response`, a status or an object with
 * a status from 400 to 499, an error of a JWT library; undefined if the value is not a refusal.
 */
export function toVerdict(value: unknown): Rejection | undefined {
  if (isResponse(value)) return toResponseVerdict(value)
  if (isEmbedError(value)) return undefined
  const status = typeof value === 'number' ? value : isJwtError(value) ? 401 : readStatus(value)
  return status !== undefined && isRefusalStatus(status) ? createVerdict(status) : undefined
}

/** Returns the refusal with a status, as the library words it. */
export function createVerdict(status: number): Rejection {
  return { status, code: codeForStatus(status), message: messageFor(status) }
}

/** The response of your app is sent: a redirect unchanged, as frameworks recognize it; a refusal as not cacheable. */
function toResponseVerdict(response: Response): Rejection | undefined {
  const { status } = response
  if (status >= 300 && status < 400) {
    return { status, code: 'UNAUTHORIZED', message: messageFor(401), response }
  }
  if (!isRefusalStatus(status)) return undefined
  const headers = new Headers(response.headers)
  headers.set('cache-control', NO_STORE_HEADERS['cache-control'])
  // An app may throw one and the same response for each request.
  const isUsed = response.bodyUsed || response.body?.locked
  const copy = new Response(isUsed ? null : response.body, { status, statusText: response.statusText, headers })
  return { ...createVerdict(status), response: copy }
}

function isRefusalStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status < 500
}

/** `jsonwebtoken` uses one error class for invalid tokens and for a missing key; only the token is the viewer's. */
function isJwtError(value: unknown): boolean {
  const [name, code, message] = [
    readProperty(value, 'name'),
    readProperty(value, 'code'),
    readProperty(value, 'message'),
  ]
  if (typeof code === 'string' && JOSE_TOKEN_CODE.test(code)) return true
  return JWT_ERROR_NAMES.has(name) && !/secret or public key|algorithms/.test(String(message))
}

function messageFor(status: number): string {
  if (status === 401) return 'Sign in first.'
  return status === 403 ? 'This viewer may not see the embed.' : `The request was refused with status ${status}.`
}
