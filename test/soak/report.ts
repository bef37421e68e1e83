import type { EmbedCounts } from './watchEmbeds.ts'

/** Something that should not have been, in epoch ms. */
export interface Incident {
  at: number
  text: string
}

/** Findings of a run. */
export interface Findings {
  seed: number
  minutes: number
  faults: number
  extraMounts: number
  minted: number
  needed: number
  loads: number
  delivered: number
  loadsExpired: number
  picturesPerSecond: number
  blanks: number
  restlessBlanks: number
  undrawn: number
  startedAt: number
  incidents: Incident[]
  leaks: string[]
  heapStart: number
  heapEnd: number
  embeds: EmbedCounts
}

/** Readings of one and the same page differ by less than this, in bytes. */
const HEAP_NOISE = 1_000_000
/** Longer than that no page loads that nothing holds up, or the library is in its way, in ms. */
const LONGEST_LOAD = 12_000
/** Fewer pictures a second would miss a blank. */
const LEAST_PICTURES = 10
const MOST_SPANS = 40
/** Repetitions within this time are reported together, in ms. */
const SAME_SPAN = 1_000

/** Prints the counts, as a table and as one line of JSON. Returns whether all that should be zero is. */
export function report(findings: Findings): boolean {
  const { embeds, heapStart, heapEnd, leaks, incidents, startedAt, ...rest } = findings
  const { pageLoad } = embeds
  const growth = heapEnd - heapStart
  const load = `${Math.round(pageLoad)} ms`
  const told: readonly (readonly [name: string, value: number | string])[] = [
    ['faults played', findings.faults],
    ['extra embeds mounted and unmounted', findings.extraMounts],
    ['tokens minted', findings.minted],
    ['tokens needed at most', findings.needed],
    ['pages loaded', findings.loads],
    ['tokens delivered in place', findings.delivered],
    [`twice the 95th percentile of ${embeds.loadsMeasured} page loads`, load],
    ['expired on show in all, ms', Math.round(embeds.expired)],
    ['changes of a view by the viewer', embeds.touches],
    ['of them lost, as a page was just taking over', embeds.overtakenTouches],
    ['reports of a view not carried in whole', embeds.leftBehind],
    ['blank samples of pages that reload themselves', findings.restlessBlanks],
    ['pictures a second', findings.picturesPerSecond.toFixed(1)],
    ['heap growth, kB', Math.round(growth / 1_000)],
  ]
  const nought: readonly (readonly [name: string, value: number])[] = [
    [`expired though a newer token was in hand for ${load}, ms`, Math.round(embeds.expiredThoughInHand)],
    ['expired though a token could long be had, ms', Math.round(embeds.expiredThoughToBeHad)],
    [`of ${load}, what is over ${LONGEST_LOAD / 1_000} s`, Math.max(0, Math.round(pageLoad - LONGEST_LOAD))],
    ['blank samples', findings.blanks],
    ['embeds that never showed anything', findings.undrawn],
    ['looks at more than two frames in an embed', embeds.crowded],
    ['tokens and pages of which the emulator knows nothing', embeds.unknown],
    ['lost views', embeds.lostViews],
    ['embeds covered after they were on show', embeds.covered],
    ['pages loaded with an expired token', findings.loadsExpired],
    ['leaked timers and listeners', leaks.length],
    ['errors thrown on the host page', embeds.thrown],
    [`heap growth beyond ${HEAP_NOISE / 1_000} kB, kB`, Math.round(Math.max(0, growth - HEAP_NOISE) / 1_000)],
  ]
  const width = Math.max(...[...told, ...nought].map(([name]) => name.length))
  const line = (name: string, value: number | string): string => `${name.padEnd(width)}  ${String(value).padStart(8)}`

  console.log(`\nseed ${findings.seed}, ${findings.minutes} minutes\n`)
  for (const [name, value] of told) console.log(line(name, value))
  console.log('\nshould be nought')
  for (const [name, value] of nought) console.log(line(name, value) + (value > 0 ? '  FAILED' : ''))
  for (const leak of leaks) console.log(`  leaked: ${leak}`)
  for (const { from, to, text, count } of spansOf(incidents).slice(0, MOST_SPANS)) {
    const [first, last] = [from, to].map((at) => ((at - startedAt) / 1_000).toFixed(1))
    console.log(`  ${first === last ? first : `${first} to ${last}`} s  ${text}${count > 1 ? ` (${count} times)` : ''}`)
  }
  const isSeen = findings.picturesPerSecond >= LEAST_PICTURES
  if (!isSeen) console.log(`Fewer than ${LEAST_PICTURES} pictures a second: blanks may have been missed.`)
  console.log(JSON.stringify({ ...rest, ...embeds, leaks: leaks.length, heapGrowth: growth }))
  return isSeen && nought.every(([, value]) => value === 0)
}

interface Span {
  from: number
  to: number
  text: string
  count: number
}

function spansOf(incidents: readonly Incident[]): Span[] {
  const spans: Span[] = []
  for (const { at, text } of [...incidents].sort((a, b) => a.at - b.at)) {
    const same = [...spans].reverse().find((span) => span.text === text && at - span.to < SAME_SPAN)
    if (same) {
      same.to = at
      same.count += 1
    } else spans.push({ from: at, to: at, text, count: 1 })
  }
  return spans
}
