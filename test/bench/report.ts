import { cpus } from 'node:os'
import type { AppSize } from '../package/measureSizes.ts'

/** What was measured of one thing beside another, in interleaved rounds of one run. */
export interface Measure {
  name: string
  /** What it is measured against. */
  base: string
  /** One for each round: above 1 is more than the base. */
  ratios: readonly number[]
}

/** What was counted, of the library and perhaps of the same by hand. */
export interface Count {
  name: string
  value: string
  base?: string | undefined
}

interface Findings {
  measures: readonly Measure[]
  counts: readonly Count[]
  sizes: readonly AppSize[]
}

/** The findings as tables. Of each ratio the median, and between which values the middle half of the rounds lies. */
export function report({ measures, counts, sizes }: Findings): string {
  const ratios = measures.map(({ name, base, ratios }) => {
    const [low = NaN, median = NaN, high = NaN] = quartiles(ratios)
    return [name, base, median.toFixed(2), `${low.toFixed(2)} … ${high.toFixed(2)}`, String(ratios.length)]
  })
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`,
    table(['measured', 'against', 'ratio', 'middle half', 'rounds'], ratios),
    table(
      ['counted', 'the library', 'by hand'],
      counts.map(({ name, value, base = '' }) => [name, value, base]),
    ),
    table(
      ['an app with', 'bytes at once', 'bytes when a map mounts'],
      sizes.map(({ app, atOnce, later }) => [`\`${app}\``, String(atOnce), String(later)]),
    ),
  ].join('\n\n')
}

function quartiles(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return [0.25, 0.5, 0.75].map((share) => sorted[Math.round(share * (sorted.length - 1))] ?? NaN)
}

function machine(): string {
  const [first] = cpus()
  return `${cpus().length} cores of ${first?.model.trim() ?? 'some processor'}, Node ${process.versions.node}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
