import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const page = readFileSync('docs/freshness.md', 'utf8')

/** Each `folder/file` name in a cell of the table. */
const named = [...page.matchAll(/`([a-z]+\/\w+)` (.+?)(?=<br>| +\|)/g)].map(([, file = '', name = '']) => ({
  file,
  name,
}))

/** A test's source, its names as they read. */
function sourceOf(file: string): string {
  const path = ['tsx', 'ts'].map((ending) => `test/${file}.test.${ending}`).find((candidate) => existsSync(candidate))
  return path ? readFileSync(path, 'utf8').replaceAll("\\'", "'") : ''
}

describe('the table of docs/freshness.md', () => {
  test('names its tests', () => {
    expect(named.length).toBeGreaterThan(60)
  })

  test('has a test in every row', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:given|-+)/.test(line))
    expect(rows.filter((row) => !/`[a-z]+\/\w+` /.test(row))).toEqual([])
  })

  test.each(named)('$file holds "$name"', ({ file, name }) => {
    expect(sourceOf(file)).toContain(name)
  })
})
