import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** How the name of a test's file may end; the last one is of a list of scenarios that several files play. */
const ENDINGS = ['.test.tsx', '.test.ts', '.serial.test.tsx', '.long.test.tsx', '.ts']

/** A test's source, its names as they read. */
function sourceOf(file: string): string {
  const paths = ENDINGS.map((ending) => `test/${file}${ending}`).filter((path) => existsSync(path))
  return paths.map((path) => readFileSync(path, 'utf8').replaceAll("\\'", "'")).join('\n')
}

describe.each([
  { path: 'docs/internals/scenarios.md', least: 60 },
  { path: 'docs/migrating-from-an-iframe.md', least: 20 },
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
