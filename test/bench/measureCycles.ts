import { type Holdings, readHoldings } from './hostPage.ts'
import type { Bench } from './openBench.tsx'
import type { Count } from './report.ts'

const CYCLES = 1_000
/** Before the first reading: caches, and code that the engine makes faster. The heap comes to rest after four times as many. */
const WARM_UP = 400
const MAKERS = ['library', 'by hand'] as const

/** Measures a page's holdings after embeds were mounted and unmounted. */
export async function measureCycles({ open }: Bench): Promise<Count[]> {
  const grown: Partial<Record<(typeof MAKERS)[number], Holdings>> = {}
  for (const maker of MAKERS) {
    const { page, session } = await open()
    await page.evaluate((run) => window.bench.cycle(...run), [maker, WARM_UP] as const)
    const before = await readHoldings(session)
    await page.evaluate((run) => window.bench.cycle(...run), [maker, CYCLES] as const)
    const after = await readHoldings(session)
    grown[maker] = {
      heap: after.heap - before.heap,
      listeners: after.listeners - before.listeners,
      nodes: after.nodes - before.nodes,
    }
    await page.context().close()
  }
  const row = (name: string, of: (holdings: Holdings) => string): Count => ({
    name: `${name}, over ${CYCLES.toLocaleString('en')} mounts and unmounts`,
    value: grown.library ? of(grown.library) : '',
    base: grown['by hand'] && of(grown['by hand']),
  })
  const signed = (value: number): string => (value > 0 ? `+${value}` : String(value))
  return [
    row('heap, kB', ({ heap }) => signed(Math.round(heap / 1_000))),
    row('listeners', ({ listeners }) => signed(listeners)),
    row('DOM nodes', ({ nodes }) => signed(nodes)),
  ]
}
