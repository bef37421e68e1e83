import { type EmbedError, isEmbedError } from '../core/errors.ts'
import { BODY_READ_MESSAGE } from './bodyReadError.ts'
import type { ErrorInit } from './errorResponse.ts'

const GENERIC_MESSAGE = 'No token could be had.'

/**
 * What to tell a browser of a mint that failed: whether it is worth trying again, and when. That our API token is no
 * good, or our set-up wrong, is nothing a viewer could mend by signing in.
 */
export function toErrorInit(error: unknown): ErrorInit {
  if (!isEmbedError(error)) return { status: 500, code: 'FETCH_FAILED', message: GENERIC_MESSAGE }
  const { code, status = 502 } = error
  switch (code) {
    case 'RATE_LIMITED':
      return { status: 429, code, message: 'Too many requests.', headers: retryAfterHeader(error) }
    case 'REQUEST_REJECTED':
      return { status, code, message: 'The vendor refused the request.' }
    case 'UNAUTHORIZED':
      if (status === 403) return { status, code, message: 'The vendor lets this viewer see no such embed.' }
      break
    case 'FETCH_TIMEOUT':
      return { status: 504, code, message: 'The vendor did not answer in time.' }
    case 'INVALID_OPTIONS':
      if (error.message === BODY_READ_MESSAGE) return { status: 500, code, message: BODY_READ_MESSAGE }
      return { status: 500, code: 'FETCH_FAILED', message: GENERIC_MESSAGE }
  }
  return { status: 502, code: 'FETCH_FAILED', message: GENERIC_MESSAGE, headers: retryAfterHeader(error) }
}

function retryAfterHeader({ retryAfterMs: ms }: EmbedError): Record<string, string> {
  return ms === undefined ? {} : { 'retry-after': String(Math.ceil(ms / 1_000)) }
}
