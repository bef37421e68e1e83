import { cpus } from 'node:os'
import type { AppSize } from '../package/measureSizes.ts'

/** A measurement relative to another, in interleaved rounds of one run. */
export interface Measure {
  name: string
  /** Baseline of the measurement. */
  base: string
  /** In each round the library's figure, and that of the base. */
  rounds: readonly (readonly [library: number, base: number])[]
}

/** A count for the library, perhaps with a hand-written component's. */
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

/**
 * The findings as tables. A ratio is that of the two medians, as a median of ratios is at the mercy of single rounds; beside
 * it stands between which values the middle half of the rounds' own ratios lies.
 */
export function report({ measures, counts, sizes }: Findings): string {
  const ratios = measures.map(({ name, base, rounds }) => {
    const [library, under] = [rounds.map(([ours]) => ours), rounds.map(([, theirs]) => theirs)]
    const { low, high } = quartiles(rounds.map(([ours, theirs]) => ours / theirs))
    const ratio = quartiles(library).median / quartiles(under).median
    return [name, base, ratio.toFixed(2), `${low.toFixed(2)} … ${high.toFixed(2)}`, String(rounds.length)]
  })
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`,
    table(['measured', 'against', 'ratio', 'middle half', 'rounds'], ratios),
    table(
      ['counted', 'the library', 'hand-written'],
      counts.map(({ name, value, base = '' }) => [name, value, base]),
    ),
    table(
      ['an app with', 'bytes at once', 'bytes when a map mounts'],
      sizes.map(({ app, atOnce, later }) => [`\`${app}\``, String(atOnce), String(later)]),
    ),
  ].join('\n\n')
}

function quartiles(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN
  return { low: at(0.25), median: at(0.5), high: at(0.75) }
}

function machine(): string {
  const [first] = cpus()
  return `${cpus().length} cores of ${first?.model.trim() ?? 'some processor'}, Node ${process.versions.node}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
