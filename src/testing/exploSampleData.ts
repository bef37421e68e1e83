/** Regions for filtering a dashboard; `All` for no filter. */
export const REGIONS = ['Americas', 'EMEA', 'APAC'] as const
/** Product categories. */
export const CATEGORIES = ['Analytics', 'Storage', 'Compute', 'Support'] as const
/** Months of the sample year. */
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** A row of the sample sales data: sales of one category in one region and month. */
export interface SampleRow {
  month: string
  region: string
  category: string
  /** In US dollars. */
  revenue: number
  orders: number
}

/** Response of `/data`: the rows of a region. */
export interface SampleData {
  region: string
  rows: SampleRow[]
}

const REGION_FACTOR: Record<string, number> = { Americas: 1.25, EMEA: 1, APAC: 0.72 }
const CATEGORY_FACTOR: Record<string, number> = { Analytics: 1.3, Storage: 0.9, Compute: 1.1, Support: 0.5 }

/** Seasonal factors: a weak summer, a strong autumn. */
const MONTH_FACTOR = [0.92, 0.88, 1.02, 0.97, 1.08, 1.12, 0.9, 0.84, 1.1, 1.22, 1.3, 1.18]

/** Returns the same rows every time: growth over the year, seasons, and a pseudo-random variation. */
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

/** Returns the sample sales of a region, or of all regions. An unknown region has no sales. */
export function exploSampleData(region: string): SampleData {
  return { region, rows: sampleRows().filter((row) => region === 'All' || row.region === region) }
}
