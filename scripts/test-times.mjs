/** Where the time of a run went: so that who adds a test sees what it costs. Nothing fails by it. */
import { readFileSync } from 'node:fs'

/** Seconds by the clock that each project of vite.config.ts may take on two cores. @type {Record<string, number>} */
const budgets = {
  node: 90,
  react: 60,
  pages: 15,
  floor: 60,
  fuzz: 60,
  examples: 90,
  browser: 210,
  stories: 60,
  serial: 90,
  'browser-long': 120,
  'serial-long': 420,
  'examples-long': 300,
  'package-long': 240,
}

const SHOWN = 10

/**
 * Prints the seconds of each project beside its budget, and the slowest files.
 *
 * @param {string} file what scripts/time-reporter.mjs wrote, if it came to that
 */
export function printTimes(file) {
  /** @type {import('./time-reporter.mjs').Times} */
  let times
  try {
    times = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return
  }
  console.log('\nproject         files  seconds of all files  by the clock  budget')
  for (const [name, clock] of Object.entries(times.projects)) {
    const files = times.files.filter(({ project }) => project === name)
    const sum = files.reduce((total, { seconds }) => total + seconds, 0)
    const columns = [name.padEnd(15), String(files.length).padStart(5), sum.toFixed(1).padStart(21)]
    columns.push(clock.toFixed(1).padStart(13), String(budgets[name] ?? '-').padStart(7))
    console.log(columns.join(' ') + (clock > budgets[name] ? '  over budget' : ''))
  }
  const slowest = times.files.toSorted((a, b) => b.seconds - a.seconds).slice(0, SHOWN)
  console.log(`\nslowest files   seconds`)
  for (const { project, file, seconds } of slowest) {
    console.log(`${project.padEnd(15)} ${seconds.toFixed(1).padStart(7)}  ${file}`)
  }
}
