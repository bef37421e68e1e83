import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** A test's source, its names as they read. */
function sourceOf(file: string): string {
  const path = ['tsx', 'ts'].map((ending) => `test/${file}.test.${ending}`).find((candidate) => existsSync(candidate))
  return path ? readFileSync(path, 'utf8').replaceAll("\\'", "'") : ''
}

describe.each([
  { path: 'docs/freshness.md', least: 60 },
  { path: 'docs/by-hand.md', least: 20 },
])('the table of $path', ({ path, least }) => {
  const page = readFileSync(path, 'utf8')
  /** Each `folder/file` name in a cell of the table. */
  const named = [...page.matchAll(/`([a-z]+\/\w+)` (.+?)(?=<br>| +\|)/g)].map(([, file = '', name = '']) => ({
    file,
    name,
  }))

  test('names its tests', () => {
    expect(named.length).toBeGreaterThanOrEqual(least)
  })

  test('has a test in every row', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:given|lacks|-+)/.test(line))
    expect(rows.filter((row) => !/`[a-z]+\/\w+` /.test(row))).toEqual([])
  })

  test.each(named)('$file holds "$name"', ({ file, name }) => {
    expect(sourceOf(file)).toContain(name)
  })
})
