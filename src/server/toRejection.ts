import { type EmbedError, isEmbedError } from '../core/errors.ts'
import type { Rejection } from './rejection.ts'

const GENERIC_MESSAGE = 'Could not create a token.'

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
      // Other statuses are about the handler's own request, which the browser cannot change.
      if (status === 400 || status === 404 || status === 422)
        return { status, code, message: 'The provider rejected the request.', error }
      break
    case 'UNAUTHORIZED':
      if (status === 403) return { status, code, message: 'This viewer has no access to the embed.', error }
      break
    case 'FETCH_TIMEOUT':
      return { status: 504, code, message: 'Timed out while creating a token.', error }
    case 'INVALID_OPTIONS':
      return { status: 500, code: 'FETCH_FAILED', message: GENERIC_MESSAGE, error }
  }
  return { status: 502, code: 'FETCH_FAILED', message: GENERIC_MESSAGE, headers: retryAfterHeader(error), error }
}

function retryAfterHeader({ retryAfterMs: ms }: EmbedError): Record<string, string> {
  return ms === undefined ? {} : { 'retry-after': String(Math.ceil(ms / 1_000)) }
}
