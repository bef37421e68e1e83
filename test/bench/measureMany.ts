import { readTaskTime } from './hostPage.ts'
import { interleave } from './interleave.ts'
import type { Bench } from './openBench.tsx'
import type { Count, Measure } from './report.ts'

const ROUNDS = 7
const EMBEDS = 200
const TOKENS = 20
const MAKERS = ['library', 'by hand'] as const

/** A page of many embeds, whose frames are empty: until the last has loaded. */
export async function measureMany({ open, emulator }: Bench): Promise<{ measures: Measure[]; counts: Count[] }> {
  const rounds = await interleave(ROUNDS, MAKERS, async (maker) => {
    const { page, session } = await open()
    const [minted, begun] = [emulator.events.summary().minted, await readTaskTime(session)]
    const order = [maker, EMBEDS, TOKENS] as const
    const loaded = await page.evaluate((many) => window.bench.mountMany(...many), order)
    const time = (await readTaskTime(session)) - begun
    await page.context().close()
    return { loaded, time, minted: emulator.events.summary().minted - minted }
  })
  const compare = (what: 'loaded' | 'time') =>
    rounds.map((round) => [round.library[what], round['by hand'][what]] as const)
  const most = (maker: (typeof MAKERS)[number]): string =>
    String(Math.max(...rounds.map((round) => round[maker].minted)))
  const base = `${EMBEDS} hand-written maps`
  return {
    measures: [
      { name: `mount of ${EMBEDS} maps to the last iframe's load`, base, rounds: compare('loaded') },
      { name: `main thread for these`, base, rounds: compare('time') },
    ],
    counts: [
      { name: `tokens minted for ${EMBEDS} embeds of ${TOKENS} maps`, value: most('library'), base: most('by hand') },
    ],
  }
}
