/** The values of the page's filters. A refresh must keep them. */
export interface ChartView {
  /** The number of days that are visible. */
  range: number
  /** The services whose lines are hidden. */
  hidden: readonly string[]
}

/** The choices for the number of days. */
export const RANGES = [30, 90, 365] as const

/** The lines and their colors. */
export const SERVICES = [
  { name: 'Search', color: '#3566d6' },
  { name: 'Checkout', color: '#c4572e' },
  { name: 'Accounts', color: '#2f8f5b' },
] as const

/** Reads the filters of a URL's query, as Metabase does: several values of one name are several pairs. */
export function parseSearch(search: string): ChartView {
  const params = new URLSearchParams(search)
  return { range: Number(params.get('days')) || 90, hidden: params.getAll('hidden') }
}

/** Writes the filters into a query. */
export function toSearch({ range, hidden }: ChartView): string {
  return `?${new URLSearchParams([['days', String(range)], ...hidden.map((name) => ['hidden', name])])}`
}
