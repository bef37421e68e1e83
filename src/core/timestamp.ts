/** An ISO 8601 stamp with a time of day but no zone, which JavaScript reads as local time. */
const TIMESTAMP_WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/

/** What a stamp begins with: an ISO 8601 date, or the day of the week of an HTTP date. `Date.parse` reads more, and junk. */
const STARTS_WITH_DATE = /^(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2}, )/

/** Below this a number of epoch units can only be seconds: as ms it would be a day in 1973. */
const EPOCH_SECONDS_LIMIT = 1e11

/**
 * Reads an instant as back ends write it: epoch seconds or ms, a `Date`, an ISO 8601 or HTTP date.
 *
 * A stamp without a zone is UTC: Felt documents `expires_at` as `2024-05-25T15:51:34` (developers.felt.com, embed
 * tokens), and `new Date` would shift it by the viewer's zone.
 *
 * @returns ms since the epoch, or undefined when it is none of these
 */
export function parseTimestamp(value: unknown): number | undefined {
  const ms = toMilliseconds(value)
  return Number.isFinite(ms) ? ms : undefined
}

function toMilliseconds(value: unknown): number {
  if (typeof value === 'number') return value < EPOCH_SECONDS_LIMIT ? value * 1_000 : value
  if (value instanceof Date) return value.getTime()
  if (typeof value !== 'string' || !STARTS_WITH_DATE.test(value)) return NaN
  return Date.parse(TIMESTAMP_WITHOUT_ZONE.test(value) ? `${value.replace(' ', 'T')}Z` : value)
}
