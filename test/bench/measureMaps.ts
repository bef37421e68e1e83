import { interleave } from './interleave.ts'
import type { Bench } from './openBench.tsx'
import type { Count } from './report.ts'

const ROUNDS = 3
const MAPS = 12
const MAKERS = ['library', 'by hand'] as const

/** Counts lost WebGL contexts of twelve maps during a refresh, and measures the longest task of the host page. */
export async function measureMaps({ open, emulator }: Bench): Promise<Count[]> {
  emulator.setOptions('felt', '*', { usesWebGl: true })
  const rounds = await interleave(ROUNDS, MAKERS, async (maker) => {
    const { page } = await open()
    const refreshed = await page.evaluate((order) => window.bench.refreshMaps(...order), [maker, MAPS] as const)
    await page.context().close()
    return refreshed
  })
  emulator.resetOptions('felt')
  const most = (maker: (typeof MAKERS)[number], what: 'contextsLost' | 'longestTask') =>
    Math.max(...rounds.map((round) => round[maker][what]))
  const longest = (maker: (typeof MAKERS)[number]): string => {
    const ms = most(maker, 'longestTask')
    return ms === 0 ? 'below 50' : String(Math.round(ms))
  }
  const name = `a refresh of ${MAPS} maps of one token with a WebGL context each`
  return [
    {
      name: `contexts lost, ${name}`,
      value: String(most('library', 'contextsLost')),
      base: String(most('by hand', 'contextsLost')),
    },
    { name: `longest main-thread task in ms, ${name}`, value: longest('library'), base: longest('by hand') },
  ]
}
