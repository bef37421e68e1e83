/** How many tests there really were: what a crash hides must count as a failure. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { root } from './run.mjs'

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [note] what failed besides a test
 * @property {string[]} [failures] each failed test: its file, its title and the first line of its error
 */

/**
 * @param {string} file the report vitest's JSON reporter wrote, if it came to that
 * @param {number} code what vitest exited with
 * @returns {Counts}
 */
export function vitestCounts(file, code) {
  let report
  try {
    report = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: 0, failed: 1, skipped: 0, note: `no report, exit code ${code}` }
  }

  const counts = { passed: 0, failed: 0, skipped: 0 }
  /** @type {string[]} */
  const failures = []
  let broken = 0
  for (const { name, message, status, assertionResults } of report.testResults) {
    const file = relative(root, name)
    const before = failures.length
    for (const test of assertionResults) {
      if (test.status === 'passed') counts.passed++
      else if (test.status === 'failed')
        failures.push(`${file} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
      else counts.skipped++
    }
    // A file that cannot be loaded has failed, though no test of it has.
    if (status === 'failed' && failures.length === before) {
      broken++
      failures.push(`${file}: ${firstLine(message)}`)
    }
  }
  counts.failed = failures.length
  const notes = broken > 0 ? [`${broken} file(s) did not run`] : []

  if (counts.failed === 0 && (code !== 0 || !report.success)) {
    counts.failed = 1
    notes.push(counts.passed > 0 ? `an error outside the tests, exit code ${code}` : `exit code ${code}`)
  } else if (counts.passed + counts.failed === 0) {
    counts.failed = 1
    notes.push('no test ran')
  }
  return { ...counts, failures, note: notes.join('; ') || undefined }
}

/** @param {string | undefined} text */
function firstLine(text = 'no message') {
  return text.trim().split('\n')[0]
}
