import type { Outcome } from './engineRun.ts'

/** Result of one engine. */
export interface EngineReport {
  /** Its name and version. */
  title: string
  outcomes: Outcome[]
  /** Why it could not be had. */
  missing?: string
  /** Why its run broke off. */
  failure?: string
}

/** Formats an outcome in a line. */
export function describeOutcome({ provider, name, failure, notes, seconds }: Outcome): string {
  const remarks = [`${seconds.toFixed(1)} s`, ...notes].join(', ')
  return `  ${failure === undefined ? '✓' : '✗'} ${provider}: ${name} (${remarks})`
}

/** Prints engines beside each other, then what failed. Returns whether one ran, and none failed. */
export function printTable(reports: readonly EngineReport[]): boolean {
  const rows = [...new Set(reports.flatMap(({ outcomes }) => outcomes.map(labelOf)))]
  const width = Math.max(0, ...rows.map((row) => row.length))
  console.log(`\n${''.padEnd(width)}  ${reports.map(({ title }) => title).join('  ')}`)
  for (const row of rows) {
    const marks = reports.map(({ title, outcomes }) => markOf(outcomes, row).padEnd(title.length))
    console.log(`${row.padEnd(width)}  ${marks.join('  ').trimEnd()}`)
  }
  console.log()
  let failed = 0
  for (const { title, outcomes, missing, failure } of reports) {
    if (missing !== undefined) console.log(`${title} could not be had: ${missing}`)
    const failures = outcomes.filter((outcome) => outcome.failure !== undefined)
    for (const outcome of failures) console.log(`✗ ${title}, ${labelOf(outcome)}\n    ${outcome.failure}`)
    if (failure !== undefined) console.log(`✗ ${title} broke off: ${failure}`)
    failed += failures.length + (failure === undefined ? 0 : 1)
  }
  const passed = reports.flatMap(({ outcomes }) => outcomes).filter((outcome) => outcome.failure === undefined).length
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0
}

const labelOf = ({ provider, name }: Outcome): string => `${provider}: ${name}`

function markOf(outcomes: readonly Outcome[], row: string): string {
  const outcome = outcomes.find((each) => labelOf(each) === row)
  if (!outcome) return '-'
  return outcome.failure === undefined ? '✓' : '✗'
}
