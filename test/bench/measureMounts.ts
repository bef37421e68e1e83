import type { Page } from 'playwright'
import { interleave } from './interleave.ts'
import type { Bench } from './openBench.tsx'
import type { Maker } from './page/benchPage.ts'
import type { Measure } from './report.ts'

const ROUNDS = 15
const MAKERS: readonly Maker[] = ['library', 'by hand', 'library, fetched ahead', 'bare iframe']

/** From the mount of a map to its frame's request, and to the map on show. */
export async function measureMounts({ open }: Bench): Promise<Measure[]> {
  const { page } = await open()
  await keepVendorAlive(page)
  const rounds = await interleave(ROUNDS, MAKERS, async (maker, round) => {
    const resource = `${maker.replace(/\W/g, '')}-${round}`
    const { startedAt, shownAt } = await page.evaluate((order) => window.bench.mount(order), {
      maker,
      vendor: 'felt',
      resource,
    } as const)
    return { request: (await requestOf(page, resource)) - startedAt, shown: shownAt - startedAt }
  })
  await page.context().close()
  const ratios = (what: 'request' | 'shown', over: Maker, under: Maker): number[] =>
    rounds.map((round) => round[over][what] / round[under][what])
  return [
    {
      name: "mount to the frame's request",
      base: 'a component written by hand',
      ratios: ratios('request', 'library', 'by hand'),
    },
    {
      name: "mount to the frame's request, token fetched ahead",
      base: 'a bare iframe',
      ratios: ratios('request', 'library, fetched ahead', 'bare iframe'),
    },
    {
      name: 'mount to the map on show',
      base: 'a component written by hand',
      ratios: ratios('shown', 'library', 'by hand'),
    },
    {
      name: 'mount to the map on show, token fetched ahead',
      base: 'a bare iframe',
      ratios: ratios('shown', 'library, fetched ahead', 'bare iframe'),
    },
  ]
}

const RENDERED: readonly Maker[] = ['library', 'bare iframe']

/** From the request for a server's page to that for the frame in it. */
export async function measureRendered({ open }: Bench): Promise<Measure> {
  const rounds = await interleave(ROUNDS, RENDERED, async (maker, round) => {
    const resource = `rendered-${maker.replace(/\W/g, '')}-${round}`
    const { page } = await open(`rendered/${maker}/${resource}`)
    const startedAt = await page.evaluate(() => performance.timeOrigin)
    const request = (await requestOf(page, resource)) - startedAt
    await page.context().close()
    return request
  })
  return {
    name: "a server's page to its frame's request",
    base: 'a bare iframe in a server’s page',
    ratios: rounds.map((round) => round.library / round['bare iframe']),
  }
}

/** When the request for a frame's page left, in epoch ms with fractions. */
async function requestOf(page: Page, resource: string): Promise<number> {
  const frame = page.frames().find((each) => each.url().includes(resource))
  if (!frame) throw new Error(`There is no frame of ${resource}.`)
  return frame.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return performance.timeOrigin + (navigation?.requestStart ?? NaN)
  })
}

/** A frame that stays keeps the vendor's process: to start one is the browser's affair, and takes longer than the rest. */
async function keepVendorAlive(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: window.origins.felt, hidden: true })
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    document.body.append(frame)
    await loaded
  })
}
