/** An ISO 8601 timestamp with a time of day but no time zone. JavaScript would parse it as local time. */
const TIMESTAMP_WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/

/**
 * Start of a supported timestamp: an ISO 8601 date, or the weekday of an HTTP date. `Date.parse` accepts more,
 * including junk.
 */
const STARTS_WITH_DATE = /^(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2}, )/

/** Epoch seconds or ms as a string. Fewer digits would be a year or a duration. */
const EPOCH_TEXT = /^\d{10,13}(?:\.\d+)?$/

/** Numbers below this limit are epoch seconds: as ms they would be in 1973. */
const EPOCH_SECONDS_LIMIT = 1e11

/**
 * Parses a backend's timestamp: epoch seconds or ms, also as a string, a `Date`, an ISO 8601 or HTTP date.
 *
 * A timestamp without a time zone is UTC: Felt documents `expires_at` as `2024-05-25T15:51:34` (developers.felt.com,
 * embed tokens), and `new Date` would shift the time by the viewer's zone.
 *
 * @returns ms since the epoch, or undefined for any other value
 */
export function parseTimestamp(value: unknown): number | undefined {
  const ms = toMilliseconds(value)
  return Number.isFinite(ms) ? ms : undefined
}

function toMilliseconds(value: unknown): number {
  if (typeof value === 'number') return value < EPOCH_SECONDS_LIMIT ? value * 1_000 : value
  if (isDate(value)) return value.getTime()
  if (typeof value !== 'string') return NaN
  if (EPOCH_TEXT.test(value)) return toMilliseconds(Number(value))
  if (!STARTS_WITH_DATE.test(value)) return NaN
  return Date.parse(TIMESTAMP_WITHOUT_ZONE.test(value) ? `${value.replace(' ', 'T')}Z` : value)
}

/** Returns whether a value is a Date, including Dates of another realm, where `instanceof` fails. */
function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]'
}
