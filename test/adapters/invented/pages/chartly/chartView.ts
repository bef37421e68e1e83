/** The viewer's changes to the chart, which a refresh must preserve. */
export interface ChartView {
  /** How many days are shown. */
  range: number
  /** The services whose lines are hidden. */
  hidden: readonly string[]
}

/** Initial view of a chart. */
export const FIRST_VIEW: ChartView = { range: 90, hidden: [] }

/** Selectable ranges. */
export const RANGES = [30, 90, 365] as const

/** The lines and their colors. */
export const SERVICES = [
  { name: 'Search', color: '#3566d6' },
  { name: 'Checkout', color: '#c4572e' },
  { name: 'Accounts', color: '#2f8f5b' },
] as const

/** Reads a view that the host hands back; undefined for anything else. */
export function parseView(value: unknown): ChartView | undefined {
  const { range, hidden }: Readonly<Record<string, unknown>> = Object(value)
  if (typeof range !== 'number' || !Array.isArray(hidden)) return undefined
  return { range, hidden: hidden.filter((name) => typeof name === 'string') }
}

/** Whether two views look alike. */
export function isSameView(a: ChartView, b: ChartView): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
