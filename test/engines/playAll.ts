import { allAdapters, type AdapterUnderTest, labelOf } from '../browser/adaptersUnderTest.tsx'
import { play } from '../contract/play.ts'
import { appliesTo, type ScenarioName, scenarios } from '../contract/scenarios.ts'
import { camera } from './camera.ts'
import type { EngineRun, Outcome, RunQuery } from './engineRun.ts'
import { seesBlanks } from './seesBlanks.ts'
import { watchComplaints } from './watchComplaints.ts'

/** A busy machine must not fail what is right, in ms. */
const TIME_LIMIT = 120_000

/** A scenario of one provider. */
interface Piece {
  name: string
  appliesTo(under: AdapterUnderTest): boolean
  show(under: AdapterUnderTest, note: (text: string) => void): Promise<void>
}

/** Plays every scenario with every provider to which it applies, one after the other, and adds how each ended to the run. */
export async function playAll(run: EngineRun, query: RunQuery): Promise<void> {
  const hasCamera = query.camera === 'yes'
  const pieces: Piece[] = (Object.keys(scenarios) as ScenarioName[]).map((name) => ({
    name,
    appliesTo: (under) => appliesTo(name, under),
    show: (under, note) => play(scenarios[name], { under, camera: hasCamera ? camera : undefined, note }),
  }))
  if (hasCamera) {
    const name = 'pictures hold what is in a frame, and its blank'
    pieces.unshift({ name, appliesTo: () => true, show: seesBlanks })
  }
  const { only = '' } = query
  for (const under of allAdapters) {
    for (const piece of pieces) {
      const isWanted = piece.appliesTo(under) && `${labelOf(under)}: ${piece.name}`.includes(only)
      if (isWanted) run.outcomes.push(await playOne(piece, under))
    }
  }
}

async function playOne({ name, show }: Piece, under: AdapterUnderTest): Promise<Outcome> {
  const startedAt = performance.now()
  const notes: string[] = []
  const endWatch = watchComplaints()
  const shown = show(under, (text) => void notes.push(text))
  const failure = await within(TIME_LIMIT, shown).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  const failures = [failure, ...endWatch()].filter((text) => text !== undefined)
  const seconds = (performance.now() - startedAt) / 1_000
  return { provider: labelOf(under), name, failure: failures.join('; ') || undefined, notes, seconds }
}

async function within(limit: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${limit / 1_000} s`)), limit)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
