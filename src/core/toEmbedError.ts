import { EmbedError, type EmbedErrorCode, isEmbedError } from './errors.ts'
import { parseTimestamp } from './timestamp.ts'
import { isRecord } from './isRecord.ts'
import { readProperty } from './readProperty.ts'

/** Statuses of a request that is wrong, so that the same request again is no use. */
const REJECTED: readonly number[] = [400, 404, 405, 413, 415, 422]

/**
 * Makes one kind of error of whatever a token fetcher threw: a `Response`, an error with `status`, `statusCode` or
 * `response`, a string, `null`. The thing itself is kept as `cause`; nothing of its text is repeated. How long to wait is
 * read from its `Retry-After` header, else from its fields `retryAfterMs` and `retryAfter` (seconds, as in the header).
 *
 * @param now `Date.now()`, against which a `Retry-After` date is read
 */
export function toEmbedError(thrown: unknown, provider: string, now: number): EmbedError {
  if (isEmbedError(thrown)) return thrown.provider ? thrown : withProvider(thrown, provider)
  const status = getStatus(thrown)
  const code = codeForStatus(status)
  return new EmbedError(code, messageFor(code, status), {
    provider,
    status,
    retryAfterMs: getRetryAfter(thrown, now),
    retryable: readProperty(thrown, 'fatal') === true ? false : undefined,
    cause: thrown,
  })
}

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date.
 *
 * @param now `Date.now()`
 * @returns ms to wait; undefined when there is none or it makes no sense
 */
export function parseRetryAfter(value: unknown, now: number): number | undefined {
  const seconds = Number(value)
  const ms = Number.isNaN(seconds) ? (parseTimestamp(value) ?? NaN) - now : seconds * 1_000
  return ms > 0 ? ms : undefined
}

/** An error with its vendor's name, as those of the core are made without. */
export function withProvider(error: EmbedError, provider: string): EmbedError {
  const { code, message, retryable, status, retryAfterMs, cause } = error
  return new EmbedError(code, message, { provider, retryable, status, retryAfterMs, cause })
}

function getStatus(thrown: unknown): number | undefined {
  const statuses = [
    readProperty(thrown, 'status'),
    readProperty(thrown, 'statusCode'),
    readProperty(readProperty(thrown, 'response'), 'status'),
  ]
  return statuses.find((status): status is number => typeof status === 'number' && status >= 100)
}

function getRetryAfter(thrown: unknown, now: number): number | undefined {
  const response = readProperty(thrown, 'response')
  const headers = readProperty(isRecord(response) ? response : thrown, 'headers')
  const inHeaders = isRecord(headers) ? readHeader(headers, 'retry-after') : undefined
  const [retryAfterMs, retryAfter] = [readProperty(thrown, 'retryAfterMs'), readProperty(thrown, 'retryAfter')]
  return parseRetryAfter(inHeaders, now) ?? toPositive(retryAfterMs) ?? parseRetryAfter(retryAfter, now)
}

function readHeader(headers: Readonly<Record<string, unknown>>, name: string): unknown {
  return isHeaders(headers) ? headers.get(name) : headers[name]
}

function toPositive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined
}

function isHeaders(headers: object): headers is { get(name: string): unknown } {
  return 'get' in headers && typeof headers.get === 'function'
}

/** Returns the code of a token request that failed with a status. */
export function codeForStatus(status: number | undefined): EmbedErrorCode {
  if (status === 401 || status === 403) return 'UNAUTHORIZED'
  if (status !== undefined && REJECTED.includes(status)) return 'REQUEST_REJECTED'
  if (status === 429) return 'RATE_LIMITED'
  return 'FETCH_FAILED'
}

function messageFor(code: EmbedErrorCode, status: number | undefined): string {
  const what = status === undefined ? 'fetchToken failed' : `fetchToken failed with status ${status}`
  if (process.env.NODE_ENV === 'production') return `${what}.`
  if (code === 'UNAUTHORIZED')
    return `${what}: this viewer may not see the embed. Sign in again, or check their rights.`
  if (code === 'REQUEST_REJECTED')
    return `${what}: the request was understood and refused. Check the ids and the request.`
  if (code === 'RATE_LIMITED') return `${what}: too many requests. It is tried again after a pause.`
  return `${what}. It is tried again after a pause; see \`cause\` for what was thrown.`
}
