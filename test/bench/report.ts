/** What was measured of one thing beside another, in interleaved rounds of one run. */
export interface Measure {
  name: string
  /** What it is measured against. */
  base: string
  /** One for each round: above 1 is more than the base. */
  ratios: readonly number[]
}

/** A table of the medians, with the spread. */
export function report(measures: readonly Measure[]): string {
  const rows = measures.map(({ name, base, ratios }) => {
    const sorted = [...ratios].sort((a, b) => a - b)
    const at = (share: number): string => (sorted[Math.round(share * (sorted.length - 1))] ?? NaN).toFixed(2)
    return [name, base, at(0.5), `${at(0)} … ${at(1)}`, String(ratios.length)]
  })
  const table = [['measured', 'against', 'ratio', 'spread', 'rounds'], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}
