import { describeShape } from './describeShape.ts'
import { parseDuration } from './duration.ts'
import { EmbedError } from './errors.ts'
import { parseTimestamp } from './timestamp.ts'
import { isRecord } from './isRecord.ts'

/** What a token fetcher's answer comes down to. Durations in ms, instants in ms since the epoch. */
export interface ParsedToken {
  token: string
  /** How long it lives from the moment the server answered: best, as no clocks are compared. */
  lifetime?: number | undefined
  /** When it ends, by the server's clock. */
  expiresAt?: number | undefined
  /** The server's own clock when it answered. */
  serverNow?: number | undefined
  /** Set when the answer held an expiry that could not be read: the vendor's documented lifetime is assumed. */
  unparsableField?: string | undefined
}

/**
 * Reads the library's own answer forms: a bare string, `{ token }`, `{ token, expiresIn }` (seconds, or an ISO 8601
 * duration), `{ token, expiresAt, serverNow? }`. A vendor maps its own form onto these first.
 *
 * @throws EmbedError `INVALID_TOKEN_RESPONSE` for anything else, so that no frame is ever born with `token=undefined`
 */
export function parseTokenResponse(response: unknown): ParsedToken {
  if (typeof response === 'string') return { token: requireToken(response, response) }
  if (!isRecord(response)) throw invalidTokenResponse(response)
  const { expiresIn, expiresAt, serverNow } = response
  return {
    token: requireToken(response.token, response),
    lifetime: parseLifetime(expiresIn),
    expiresAt: parseTimestamp(expiresAt),
    serverNow: parseTimestamp(serverNow),
    unparsableField: findUnparsableField({ expiresIn, expiresAt, serverNow }),
  }
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

function parseLifetime(expiresIn: unknown): number | undefined {
  const ms = typeof expiresIn === 'string' ? parseDuration(expiresIn) : numberOrNaN(expiresIn) * 1_000
  return ms !== undefined && Number.isFinite(ms) && ms >= 0 ? ms : undefined
}

function numberOrNaN(value: unknown): number {
  return typeof value === 'number' ? value : NaN
}

function findUnparsableField({
  expiresIn,
  expiresAt,
  serverNow,
}: Readonly<Record<string, unknown>>): string | undefined {
  if (expiresIn != null && parseLifetime(expiresIn) === undefined) return 'expiresIn'
  if (expiresAt != null && parseTimestamp(expiresAt) === undefined) return 'expiresAt'
  if (serverNow != null && parseTimestamp(serverNow) === undefined) return 'serverNow'
  return undefined
}
