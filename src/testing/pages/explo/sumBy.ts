import type { SampleRow } from '../../exploSampleData.ts'

/** Grouping of rows. */
export type Dimension = 'month' | 'region' | 'category'
/** Summable column. */
export type Measure = 'revenue' | 'orders'

/** Sums a measure for each value of a dimension, in the order of the rows. */
export function sumBy(rows: readonly SampleRow[], dimension: Dimension, measure: Measure) {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(row[dimension], (sums.get(row[dimension]) ?? 0) + row[measure])
  return { labels: [...sums.keys()], values: [...sums.values()] }
}

/** Sums a measure over all rows. */
export const total = (rows: readonly SampleRow[], measure: Measure): number =>
  rows.reduce((sum, row) => sum + row[measure], 0)

/** Creates number formats for the page's locale. */
export function formats(locale: string) {
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })
  const short = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', notation: 'compact' })
  const count = new Intl.NumberFormat(locale)
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  return { money: money.format, short: short.format, count: count.format, share: share.format }
}
