import { isEmbedError } from '../core/errors.ts'
import { readProperty } from '../core/readProperty.ts'
import { codeForStatus } from '../core/toEmbedError.ts'
import { NO_STORE_HEADERS, type Rejection } from './rejection.ts'
import { isResponse } from './isResponse.ts'
import { readStatus } from './readStatus.ts'

/** Headers of a body before `fetch` decoded it, if the app's response is one of `fetch`. */
const TRANSFER_HEADERS = ['content-encoding', 'content-length', 'transfer-encoding']

/** Names of errors of `jsonwebtoken`. */
const JWT_ERROR_NAMES: ReadonlySet<unknown> = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'])
/** Codes of `jose` for an invalid token. The other codes concern the server's own keys and options. */
const JOSE_TOKEN_CODE = /^ERR_(JWT|JWS|JWE)_|^ERR_(JOSE_ALG_NOT_ALLOWED|JWKS_NO_MATCHING_KEY)$/

/** Bodies of responses that were sent: an app may throw the same response object for each request. */
const bodies = new WeakMap<Response, Promise<ArrayBuffer | null>>()

/**
 * Returns the rejection for a value returned or thrown by `authorize`: a `Response`, a status or an object with
 * a status from 400 to 499, an error of a JWT library; undefined if the value is not a rejection.
 */
export async function toVerdict(value: unknown): Promise<Rejection | undefined> {
  if (isResponse(value)) return toResponseVerdict(value)
  if (isEmbedError(value)) return undefined
  const status = typeof value === 'number' ? value : isJwtError(value) ? 401 : readStatus(value)
  return status !== undefined && isRefusalStatus(status) ? createVerdict(status) : undefined
}

/** Returns the rejection with a status and the library's message. */
export function createVerdict(status: number): Rejection {
  return { status, code: codeForStatus(status), message: messageFor(status) }
}

/**
 * Returns the rejection with the app's response: a redirect unchanged, for frameworks to recognize; errors with
 * `no-store`.
 */
async function toResponseVerdict(response: Response): Promise<Rejection | undefined> {
  const { status } = response
  if (status >= 300 && status < 400) {
    return { status, code: 'UNAUTHORIZED', message: messageFor(401), response }
  }
  if (!isRefusalStatus(status)) return undefined
  const headers = new Headers(response.headers)
  for (const name of TRANSFER_HEADERS) headers.delete(name)
  headers.set('cache-control', NO_STORE_HEADERS['cache-control'])
  const copy = new Response(await readBody(response), { status, statusText: response.statusText, headers })
  return { ...createVerdict(status), response: copy }
}

/** Returns the body of an app's response, each time the same; null if the body cannot be read, or was read by the app. */
function readBody(response: Response): Promise<ArrayBuffer | null> {
  const isRead = response.bodyUsed || response.body?.locked
  const body =
    bodies.get(response) ??
    (isRead ? Promise.resolve(null) : new Response(response.body).arrayBuffer().catch(() => null))
  bodies.set(response, body)
  return body
}

function isRefusalStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status < 500
}

/**
 * Returns whether the viewer's token is invalid. `jsonwebtoken` uses one error class for invalid tokens and missing
 * keys.
 */
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
  return status === 403 ? 'You do not have access to this embed.' : `The request was rejected with status ${status}.`
}
