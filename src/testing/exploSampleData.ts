/** Where a dashboard can be narrowed down to; `All` is everything. */
export const REGIONS = ['Americas', 'EMEA', 'APAC'] as const
/** What is sold. */
export const CATEGORIES = ['Analytics', 'Storage', 'Compute', 'Support'] as const
/** The months of the sample year. */
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** One line of the sample sales ledger: what was sold of one category in one region and month. */
export interface SampleRow {
  month: string
  region: string
  category: string
  /** In US dollars. */
  revenue: number
  orders: number
}

/** What `/data` answers: the lines that a region has. */
export interface SampleData {
  region: string
  rows: SampleRow[]
}

const REGION_FACTOR: Record<string, number> = { Americas: 1.25, EMEA: 1, APAC: 0.72 }
const CATEGORY_FACTOR: Record<string, number> = { Analytics: 1.3, Storage: 0.9, Compute: 1.1, Support: 0.5 }

/** How the year went: a dull summer, a good autumn. */
const MONTH_FACTOR = [0.92, 0.88, 1.02, 0.97, 1.08, 1.12, 0.9, 0.84, 1.1, 1.22, 1.3, 1.18]

/** The same every time: growth over the year, its seasons, and a wobble that only looks random. */
function sampleRows(): SampleRow[] {
  return MONTHS.flatMap((month, m) =>
    REGIONS.flatMap((region, r) =>
      CATEGORIES.map((category, k) => {
        const season = (MONTH_FACTOR[m] ?? 1) * (1 + 0.02 * m)
        const wobble = 1 + 0.09 * Math.sin(m * 1.9 + r * 2.3 + k * 1.1)
        const size = (REGION_FACTOR[region] ?? 1) * (CATEGORY_FACTOR[category] ?? 1)
        const orders = Math.round(210 * size * season * wobble)
        return { month, region, category, orders, revenue: Math.round(orders * (118 + 14 * k)) }
      }),
    ),
  )
}

/** The sample sales of a region, or of all. An unknown region has none. */
export function exploSampleData(region: string): SampleData {
  return { region, rows: sampleRows().filter((row) => region === 'All' || row.region === region) }
}
