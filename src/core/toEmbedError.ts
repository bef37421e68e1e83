import { EmbedError, type EmbedErrorCode, isEmbedError } from './errors.ts'
import { findHeader, findStatus } from './httpDetails.ts'
import { parseTimestamp } from './timestamp.ts'
import { readProperty } from './readProperty.ts'

/** Statuses of an invalid request, for which a retry would not help. */
const REJECTED: readonly number[] = [400, 404, 405, 413, 415, 422]

/**
 * Converts an error from a token fetcher to an EmbedError: a `Response`, an HTTP client's error (`findStatus`), a
 * string, `null`. The original is kept as `cause`, and none of its text is repeated. The delay is read from the
 * `Retry-After` header, then from `retryAfterMs`, then from `retryAfter` (seconds, as in the header).
 *
 * @param now `Date.now()`, for a `Retry-After` date
 * @param url of the token endpoint without query, for the message
 * @param reason given by the app's backend; empty for a response of the token endpoint without a reason
 */
export function toEmbedError(
  thrown: unknown,
  provider: string,
  now: number,
  url?: string,
  reason?: string,
): EmbedError {
  const prefix = url ? `${url}: ` : ''
  if (isEmbedError(thrown)) return thrown.provider ? thrown : withProvider(thrown, provider, prefix)
  const status = findStatus(thrown)
  const code = codeForStatus(status)
  return new EmbedError(code, prefix + messageFor(code, status, reason), {
    provider,
    status,
    retryAfterMs: getRetryAfter(thrown, now),
    retryable: readProperty(thrown, 'fatal') === true ? false : undefined,
    cause: thrown,
  })
}

/**
 * Parses a `Retry-After` header: seconds, or an HTTP date.
 *
 * @param now `Date.now()`
 * @returns ms to wait; undefined if missing or invalid
 */
export function parseRetryAfter(value: unknown, now: number): number | undefined {
  const seconds = Number(value)
  const ms = Number.isNaN(seconds) ? (parseTimestamp(value) ?? NaN) - now : seconds * 1_000
  return ms > 0 ? ms : undefined
}

/** Returns the error with a provider name. Errors of `core` are created without. */
export function withProvider(error: EmbedError, provider: string, prefix = ''): EmbedError {
  return new EmbedError(error.code, prefix + error.message, { ...error, provider, cause: error.cause })
}

function getRetryAfter(thrown: unknown, now: number): number | undefined {
  const [retryAfterMs, retryAfter] = [readProperty(thrown, 'retryAfterMs'), readProperty(thrown, 'retryAfter')]
  const values = [findHeader(thrown, 'retry-after'), Number(retryAfterMs) / 1_000, retryAfter]
  return values.map((value) => parseRetryAfter(value, now)).find(Boolean)
}

/** Returns the error code for the status of a failed token request. */
export function codeForStatus(status: number | undefined): EmbedErrorCode {
  if (status === 401 || status === 403) return 'UNAUTHORIZED'
  if (status !== undefined && REJECTED.includes(status)) return 'REQUEST_REJECTED'
  if (status === 429) return 'RATE_LIMITED'
  return 'FETCH_FAILED'
}

function messageFor(code: EmbedErrorCode, status: number | undefined, reason: string | undefined): string {
  const what = `Token request failed${status === undefined ? '' : ` with status ${status}`}`
  if (reason) return `${what}: ${reason}`
  if (process.env.NODE_ENV === 'production') return `${what}.`
  if (code === 'UNAUTHORIZED') return `${what}: the viewer is not signed in or has no access.`
  if (code === 'REQUEST_REJECTED') return `${what}: the server rejected the request. Check the ids.`
  if (code === 'RATE_LIMITED') return `${what}: too many requests. It will be retried.`
  // A response of the token endpoint is not kept as the cause.
  return `${what}. See ${reason === undefined ? '`cause`' : "your server's log"}.`
}
