import { describeShape } from './describeShape.ts'
import { parseDuration } from './duration.ts'
import { EmbedError } from './errors.ts'
import { parseTimestamp } from './timestamp.ts'
import { isRecord } from './isRecord.ts'

/** The content of a token response. Durations in ms, instants in ms since the epoch. */
export interface ParsedToken {
  token: string
  /** How long the token is valid, from the moment the server responded: best, as no clocks are compared. */
  lifetime?: number | undefined
  /** When the token expires, by the server's clock. */
  expiresAt?: number | undefined
  /** The server's own clock when it responded. */
  serverNow?: number | undefined
}

/**
 * Parses a token response: a bare string, `{ token }`, `{ token, expiresIn }` (seconds, or an ISO 8601 duration),
 * `{ token, expiresAt, serverNow? }`. Each field may also be in snake case, and each number a text. A provider with
 * another format maps it onto these first.
 *
 * @throws EmbedError `INVALID_TOKEN_RESPONSE` if there is no token, or if a field cannot be read: a lifetime that is
 * assumed instead would be wrong without notice
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

/** Reads the first of these fields that is there. `null` counts as missing. */
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
  const message = `fetchToken returned a token whose ${name} cannot be read`
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
  const message = 'The response holds no token'
  if (process.env.NODE_ENV === 'production') return new EmbedError('INVALID_TOKEN_RESPONSE', `${message}.`)
  const expected = 'a non-empty string, or an object { token, expiresIn }'
  const actual =
    typeof response === 'string' && response.includes('<') ? 'what looks like an HTML page' : describeShape(response)
  return new EmbedError('INVALID_TOKEN_RESPONSE', `${message}: expected ${expected}, received ${actual}.`)
}

/** Seconds, which a backend may have serialized as a text. */
const SECONDS_TEXT = /^\d+(?:\.\d+)?$/

function parseLifetime(expiresIn: unknown): number | undefined {
  if (typeof expiresIn === 'string' && !SECONDS_TEXT.test(expiresIn)) return parseDuration(expiresIn)
  const ms = typeof expiresIn === 'string' || typeof expiresIn === 'number' ? Number(expiresIn) * 1_000 : NaN
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined
}
