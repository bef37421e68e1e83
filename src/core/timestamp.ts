/** An ISO 8601 stamp with a time of day but no zone, which JavaScript reads as local time. */
const TIMESTAMP_WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/

/** What a stamp begins with: an ISO 8601 date, or the day of the week of an HTTP date. `Date.parse` reads more, and junk. */
const STARTS_WITH_DATE = /^(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2}, )/

/** Epoch seconds or ms as a text. Fewer digits are no date of our time: they are a year, or a duration. */
const EPOCH_TEXT = /^\d{10,13}(?:\.\d+)?$/

/** Below this a number of epoch units can only be seconds: as ms it would be a day in 1973. */
const EPOCH_SECONDS_LIMIT = 1e11

/**
 * Reads an instant as backends write it: epoch seconds or ms, also as a text, a `Date`, an ISO 8601 or HTTP date.
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
  if (isDate(value)) return value.getTime()
  if (typeof value !== 'string') return NaN
  if (EPOCH_TEXT.test(value)) return toMilliseconds(Number(value))
  if (!STARTS_WITH_DATE.test(value)) return NaN
  return Date.parse(TIMESTAMP_WITHOUT_ZONE.test(value) ? `${value.replace(' ', 'T')}Z` : value)
}

/** Also of another realm, such as an iframe's, for which `instanceof` is false. */
function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]'
}
