const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Weeks, days, hours, minutes, seconds, each with an optional fraction. Months and years have no fixed length. */
const ISO_8601_DURATION =
  /^P(?=.)(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?=.)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/

/**
 * Parses an ISO 8601 duration such as `PT15M`. Own code, because this ships to the browser: a library would add a fifth
 * to the size of an embed.
 *
 * @returns ms; undefined for any other text, a negative duration, and a duration in months or years
 */
export function parseDuration(text: string): number | undefined {
  const parts = ISO_8601_DURATION.exec(text)
  if (!parts) return undefined
  const units = [7 * DAY, DAY, HOUR, MINUTE, SECOND]
  return units.reduce((sum, unit, i) => sum + Number((parts[i + 1] ?? '0').replace(',', '.')) * unit, 0)
}
