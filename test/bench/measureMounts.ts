import type { Page } from 'playwright'
import { interleave } from './interleave.ts'
import type { Bench } from './openBench.tsx'
import type { Maker } from './page/benchPage.ts'
import type { Measure } from './report.ts'

const ROUNDS = 30
/** Measurements below the machine's noise need more rounds, and so do pages affected by the noise. */
const MOUNT_ROUNDS = 150
const PAGE_ROUNDS = 80
const MAKERS = [
  'library',
  'by hand',
  'library, fetched ahead',
  'bare iframe',
  'markup alone',
] as const satisfies readonly Maker[]
/** A provider on the same machine mints at once; one that is asked over a network takes about as long as this, in ms. */
const MINT_TIME = 100

/** From the mount of a map to its frame's request, and to the visible map. */
export async function measureMounts({ open, emulator }: Bench): Promise<Measure[]> {
  const { page } = await open()
  await keepProviderProcessAlive(page)
  const mountFrom = (place: string) => async (maker: Maker, round: number) => {
    const resource = `${place}-${maker.replace(/\W/g, '')}-${round}`
    const order = { maker, provider: 'felt', resource } as const
    const { startedAt, shownAt } = await page.evaluate((order) => window.bench.mount(order), order)
    return { request: (await requestOf(page, resource)) - startedAt, shown: shownAt - startedAt }
  }
  const rounds = await interleave(MOUNT_ROUNDS, MAKERS, mountFrom('near'))
  emulator.setOptions('felt', '*', { latency: MINT_TIME })
  const far = await interleave(ROUNDS, ['library', 'by hand'], mountFrom('far'))
  emulator.resetOptions('felt')
  await page.context().close()
  const [byHand, bare] = ['a hand-written component', 'a bare iframe']
  return [
    {
      name: "mount to the iframe's request",
      base: byHand,
      rounds: rounds.map((round) => [round.library.request, round['by hand'].request]),
    },
    {
      name: `mount to the iframe's request, token minted in ${MINT_TIME} ms`,
      base: byHand,
      rounds: far.map((round) => [round.library.request, round['by hand'].request]),
    },
    {
      name: "mount to the iframe's request, token prefetched",
      base: bare,
      rounds: rounds.map((round) => [round['library, fetched ahead'].request, round['bare iframe'].request]),
    },
    {
      name: "mount to the iframe's request, token prefetched",
      base: 'the same markup without the library',
      rounds: rounds.map((round) => [round['library, fetched ahead'].request, round['markup alone'].request]),
    },
    {
      name: 'mount to the visible map',
      base: byHand,
      rounds: rounds.map((round) => [round.library.shown, round['by hand'].shown]),
    },
    {
      name: 'mount to the visible map, token prefetched',
      base: bare,
      rounds: rounds.map((round) => [round['library, fetched ahead'].shown, round['bare iframe'].shown]),
    },
  ]
}

const RENDERED: readonly Maker[] = ['library', 'bare iframe']

/** From the request for a server's page to that for the frame in it, in a window that has been to the host before. */
export async function measureRendered({ open }: Bench): Promise<Measure> {
  const { page } = await open()
  // Beside it, as the page itself is left in each round.
  const beside = await page.context().newPage()
  await beside.goto(page.url())
  await keepProviderProcessAlive(beside)
  await page.bringToFront()
  const rounds = await interleave(PAGE_ROUNDS, RENDERED, async (maker, round) => {
    const resource = `rendered-${maker.replace(/\W/g, '')}-${round}`
    await page.goto(new URL(`/rendered/${maker}/${resource}`, page.url()).href)
    await page.evaluate(() => window.bench.rest())
    const startedAt = await page.evaluate(() => performance.timeOrigin)
    return (await requestOf(page, resource)) - startedAt
  })
  await page.context().close()
  return {
    name: "server-rendered page to its iframe's request",
    base: 'a bare iframe in a server-rendered page',
    rounds: rounds.map((round) => [round.library, round['bare iframe']]),
  }
}

/** When the request for a frame's page left, in epoch ms with fractions. */
async function requestOf(page: Page, resource: string): Promise<number> {
  // Of those within the page: a server's page has it in its own address, too.
  const frame = page
    .mainFrame()
    .childFrames()
    .find((each) => each.url().includes(resource))
  if (!frame) throw new Error(`There is no frame of ${resource}.`)
  return frame.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return performance.timeOrigin + (navigation?.requestStart ?? NaN)
  })
}

/** A frame that stays keeps the provider's process: to start one is the browser's affair, and takes longer than the rest. */
async function keepProviderProcessAlive(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: window.origins.felt, hidden: true })
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    document.body.append(frame)
    await loaded
  })
}
