import { type EmbedError, isEmbedError } from '../core/errors.ts'
import type { Rejection } from './rejection.ts'

const GENERIC_MESSAGE = 'No token could be had.'

/**
 * Returns the rejection for an error: whether and when a retry can help. A bad API token or wrong
 * configuration is a 5xx, not a 401: signing in again would not help the viewer.
 */
export function toRejection(error: unknown): Rejection {
  if (!isEmbedError(error)) return { status: 500, code: 'FETCH_FAILED', message: GENERIC_MESSAGE, error }
  const { code, status = 502 } = error
  switch (code) {
    case 'RATE_LIMITED':
      return { status: 429, code, message: 'Too many requests.', headers: retryAfterHeader(error), error }
    case 'REQUEST_REJECTED':
      return { status, code, message: 'The vendor refused the request.', error }
    case 'UNAUTHORIZED':
      if (status === 403) return { status, code, message: 'The vendor lets this viewer see no such embed.', error }
      break
    case 'FETCH_TIMEOUT':
      return { status: 504, code, message: 'No response came in time.', error }
    case 'INVALID_OPTIONS':
      return { status: 500, code: 'FETCH_FAILED', message: GENERIC_MESSAGE, error }
  }
  return { status: 502, code: 'FETCH_FAILED', message: GENERIC_MESSAGE, headers: retryAfterHeader(error), error }
}

function retryAfterHeader({ retryAfterMs: ms }: EmbedError): Record<string, string> {
  return ms === undefined ? {} : { 'retry-after': String(Math.ceil(ms / 1_000)) }
}
