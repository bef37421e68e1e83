import type { Page } from 'playwright'
import { readTaskTime } from './hostPage.ts'
import { interleave } from './interleave.ts'
import type { Bench } from './openBench.tsx'
import type { MountRequest, Provider } from './page/benchPage.ts'
import type { Count, Measure } from './report.ts'

const ROUNDS = 5
const REFRESHES = 5
const MAKERS = ['library', 'by hand'] as const
const KINDS: readonly [Provider, string][] = [
  ['explo', 'in place'],
  ['felt', 'swap'],
]

/** Measures the main-thread time of a refresh. */
export async function measureRefreshes({ open }: Bench): Promise<Measure[]> {
  const { page, session } = await open()
  const measures: Measure[] = []
  for (const [provider, kind] of KINDS) {
    const rounds = await interleave(ROUNDS, MAKERS, async (maker, round) => {
      await mountAndRefresh(page, { maker, provider, resource: `renewed-${maker.replace(/\W/g, '')}-${round}` })
      const begun = await readTaskTime(session)
      await renew(page, REFRESHES)
      return (await readTaskTime(session)) - begun
    })
    measures.push({
      name: `main thread for a refresh, ${kind}`,
      base: 'a hand-written component',
      rounds: rounds.map((round) => [round.library, round['by hand']]),
    })
  }
  await page.context().close()
  return measures
}

/** How often React renders for a refresh: the embed, and the component around it. */
export async function countRenders({ open, emulator }: Bench): Promise<Count[]> {
  const { page } = await open('profiling/')
  // A height that is told later than the first refresh would be a render among those that are counted.
  emulator.setOptions('explo', '*', { dashboardHeight: 600 })
  const counts: Count[] = []
  for (const [provider, kind] of KINDS) {
    await mountAndRefresh(page, { maker: 'library', provider, resource: `counted-${provider}` })
    const before = await page.evaluate(() => window.bench.renders())
    await renew(page, REFRESHES)
    const after = await page.evaluate(() => window.bench.renders())
    const [embed, host] = [after.embed - before.embed, after.host - before.host]
    counts.push({
      name: `renders for ${REFRESHES} refreshes, ${kind}: the embed and its parent`,
      value: `${embed} and ${host}`,
    })
  }
  emulator.resetOptions('explo')
  await page.context().close()
  return counts
}

/** The first refresh loads what is loaded once. */
async function mountAndRefresh(page: Page, request: MountRequest): Promise<void> {
  await page.evaluate((wanted) => window.bench.mount(wanted), request)
  await renew(page, 1)
}

async function renew(page: Page, times: number): Promise<void> {
  for (let refresh = 0; refresh < times; refresh += 1) await page.evaluate(() => window.bench.refresh())
}
