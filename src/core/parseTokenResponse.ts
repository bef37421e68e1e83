import { describeShape } from './describeShape.ts'
import { parseDuration } from './duration.ts'
import { EmbedError } from './errors.ts'
import { parseTimestamp } from './timestamp.ts'
import { isRecord } from './isRecord.ts'

/** Content of a token response. Durations in ms, timestamps in ms since the epoch. */
export interface ParsedToken {
  token: string
  /** Lifetime of the token, from the server's response. Preferred, because no clocks are compared. */
  lifetime?: number | undefined
  /** Upper limit of the lifetime, stated in the token itself. */
  maxLifetime?: number | undefined
  /** Expiry of the token, by the server's clock. */
  expiresAt?: number | undefined
  /** The server's clock at the time of the response. */
  serverNow?: number | undefined
}

/**
 * Parses a token response: a bare string, `{ token }`, `{ token, expiresIn }` (seconds, or an ISO 8601 duration),
 * `{ token, expiresAt, serverNow? }`. Fields may be in snake case, and numbers may be strings. Adapters of providers
 * with another format map their response to these fields first.
 *
 * @throws EmbedError `INVALID_TOKEN_RESPONSE` if the token is missing or a field is unparsable: assuming a default
 * lifetime instead would fail silently
 */
export function parseTokenResponse(response: unknown): ParsedToken {
  if (typeof response === 'string') return { token: requireToken(response, response) }
  if (!isRecord(response)) throw invalidTokenResponse(response)
  return {
    token: requireToken(response.token, response),
    lifetime: readField(response, ['expiresIn', 'expires_in'], parseLifetime),
    expiresAt: readField(response, ['expiresAt', 'expires_at'], parseTimestamp),
    serverNow: readField(response, ['serverNow', 'server_now'], parseTimestamp),
  }
}

/** Returns the first existing field. `null` counts as missing. */
function readField(
  response: Readonly<Record<string, unknown>>,
  names: readonly string[],
  parse: (value: unknown) => number | undefined,
): number | undefined {
  const name = names.find((each) => response[each] != null)
  if (name === undefined) return undefined
  const value = parse(response[name])
  if (value === undefined) throw unreadableFieldError(name)
  return value
}

function unreadableFieldError(name: string): EmbedError {
  const message = `The token's ${name} could not be parsed`
  if (process.env.NODE_ENV === 'production') return new EmbedError('INVALID_TOKEN_RESPONSE', `${message}.`)
  const expected =
    'expiresIn (seconds, or an ISO 8601 duration such as PT15M) or expiresAt (ISO 8601, epoch seconds or ms)'
  return new EmbedError('INVALID_TOKEN_RESPONSE', `${message}. Return ${expected}.`)
}

function requireToken(token: unknown, response: unknown): string {
  if (typeof token !== 'string' || token === '' || token.includes('<')) throw invalidTokenResponse(response)
  return token
}

function invalidTokenResponse(response: unknown): EmbedError {
  const message = 'No token in the response'
  if (process.env.NODE_ENV === 'production') return new EmbedError('INVALID_TOKEN_RESPONSE', `${message}.`)
  const expected = 'a non-empty string, or an object { token, expiresIn }'
  const actual = typeof response === 'string' && response.includes('<') ? 'an HTML page' : describeShape(response)
  return new EmbedError('INVALID_TOKEN_RESPONSE', `${message}: expected ${expected}, received ${actual}.`)
}

/** Seconds, perhaps serialized as a string by the backend. */
const SECONDS_TEXT = /^\d+(?:\.\d+)?$/

function parseLifetime(expiresIn: unknown): number | undefined {
  if (typeof expiresIn === 'string' && !SECONDS_TEXT.test(expiresIn)) return parseDuration(expiresIn)
  const ms = typeof expiresIn === 'string' || typeof expiresIn === 'number' ? Number(expiresIn) * 1_000 : NaN
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined
}
