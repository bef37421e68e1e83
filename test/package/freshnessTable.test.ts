import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'

describe.each([
  { page: 'docs/internals/scenarios.md', head: 'situation', least: 60 },
  { page: 'docs/migrating-from-an-iframe.md', head: 'problem', least: 20 },
])('the table of scenarios in $page', ({ page, head, least }) => {
  const rows = readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith(`| ${head}`) && !line.startsWith('| -'))
    .map((line) => ({ row: line.split('|')[1]?.trim(), files: findLinkedFiles(page, line) }))

  test('has at least as many rows as before', () => {
    expect(rows.length).toBeGreaterThanOrEqual(least)
  })

  test.each(rows)('links "$row" to test files that exist', ({ files }) => {
    expect(files.filter((file) => !file.startsWith('test/') || !existsSync(file))).toEqual([])
    expect(files).not.toEqual([])
  })
})

function findLinkedFiles(page: string, line: string): string[] {
  return [...line.matchAll(/\]\((.+?)\)/g)].map(([, link = '']) => posix.join(posix.dirname(page), link))
}
