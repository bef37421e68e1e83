import { setTimeout as sleep } from 'node:timers/promises'
import { openCameraDesk } from './cameraDesk.ts'
import { driveChromium } from './driveChromium.ts'
import { driveFirefox } from './driveFirefox.ts'
import { driveWebKit, type WebKitPrograms } from './driveWebKit.ts'
import type { EngineDriver } from './engineDriver.ts'
import type { EngineRun, Outcome } from './engineRun.ts'
import { describeOutcome, type EngineReport, printTable } from './printTable.ts'
import { type EngineHost, startHost } from './startHost.ts'

/** An engine, with the programs that start it; or why there are none. */
export type EngineFound =
  | { name: 'Chromium'; programs: { executablePath: string; args: string[] } }
  | { name: 'Firefox'; programs: { executablePath: string } }
  | { name: 'WebKitGTK'; programs: WebKitPrograms }
  | { name: string; missing: string }

/** Options of a run. */
export interface EnginesOptions {
  engines: readonly EngineFound[]
  /** A part of the names of the scenarios to play. */
  only?: string | undefined
}

/** Between looks at the page, in ms. */
const LOOK = 500
/** Longer than any scenario may take, in ms: a page that says nothing new for so long has hung. */
const SILENCE = 150_000

/** Plays the scenarios in one engine after the other. Returns whether there was one, and none failed. */
export async function runEngines({ engines, only }: EnginesOptions): Promise<boolean> {
  const host = await startHost()
  const reports: EngineReport[] = []
  try {
    for (const engine of engines) reports.push(await runEngine(engine, host, only))
  } finally {
    await host.close()
  }
  return printTable(reports)
}

async function runEngine(engine: EngineFound, host: EngineHost, only: string | undefined): Promise<EngineReport> {
  if ('missing' in engine) return { title: engine.name, outcomes: [], missing: engine.missing }
  const report: EngineReport = { title: engine.name, outcomes: [] }
  let driver: EngineDriver | undefined
  try {
    driver = await drive(engine)
    report.title = `${engine.name} ${driver.version}`
    console.log(`\n${report.title}`)
    host.useCamera(openCameraDesk(driver.picture))
    const query = new URLSearchParams({ camera: 'yes', ...(only ? { only } : {}) })
    await driver.open(`${host.url}?${query}`)
    await follow(driver, report.outcomes)
  } catch (error) {
    report.failure = error instanceof Error ? error.message : String(error)
    console.log(`  ✗ ${report.failure}`)
  } finally {
    await driver?.close()
  }
  return report
}

/** Adds the outcomes as they come, until the page says that it is over. */
async function follow(driver: EngineDriver, outcomes: Outcome[]): Promise<void> {
  let heardAt = performance.now()
  for (;;) {
    const run = JSON.parse(String(await driver.read('JSON.stringify(window.engineRun ?? null)'))) as EngineRun | null
    for (const outcome of run?.outcomes.slice(outcomes.length) ?? []) {
      heardAt = performance.now()
      outcomes.push(outcome)
      console.log(describeOutcome(outcome))
    }
    if (run?.failure) throw new Error(`The page could not go on: ${run.failure}`)
    if (run?.isOver) return
    if (performance.now() - heardAt > SILENCE) throw new Error('The page has hung.')
    await sleep(LOOK)
  }
}

function drive(engine: Exclude<EngineFound, { missing: string }>): Promise<EngineDriver> {
  switch (engine.name) {
    case 'Chromium':
      return driveChromium(engine.programs)
    case 'Firefox':
      return driveFirefox(engine.programs.executablePath)
    case 'WebKitGTK':
      return driveWebKit(engine.programs)
    default:
      return engine satisfies never
  }
}
