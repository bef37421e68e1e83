import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Row {
  name: string
  files: string[]
}

/** The rows of all tables under a heading, without the two lines of the table's head. */
function readRows(path: string, heading: string): Row[] {
  const [, section = ''] = readFileSync(path, 'utf8').split(`\n## ${heading}\n`)
  const lines = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(2).map((line) => {
    const [, name = ''] = line.split('|')
    return { name: name.trim(), files: [...line.matchAll(/`(test\/[\w/.-]+)`/g)].map(([, file = '']) => file) }
  })
}

const page = 'docs/compatibility.md'
const servers = readRows(page, 'Servers')
const rows = [...servers, ...readRows(page, 'Pages')]
const [, notTested = ''] = readFileSync(page, 'utf8').split('\n## Not tested\n')
const untested = notTested.split(/,\s+|- \w+: |\.\n/)

test('docs/compatibility.md has rows for servers and for pages', () => {
  expect(servers.length).toBeGreaterThanOrEqual(8)
  expect(rows.length).toBeGreaterThanOrEqual(16)
})

/** An app that `npm run check:package` opens: see the list in scripts/package-apps.mjs. */
function isCheckedApp(path: string): boolean {
  const [, name = ''] = /^test\/package\/apps\/(\w+)$/.exec(path) ?? []
  return name !== '' && readFileSync('scripts/package-apps.mjs', 'utf8').includes(`from: '${name}'`)
}

test.each(rows)('the row $name names tests that exist', ({ files }) => {
  const isTest = (file: string) => existsSync(file) && (/\.test\.tsx?$/.test(file) || isCheckedApp(file))
  expect(files.filter((file) => !isTest(file))).toEqual([])
  expect(files).not.toEqual([])
})

/** `Bun, Deno, Workers` are three. What follows a comma and a small letter, as in `Hono, on any runtime`, is no name. */
const documented = readRows('docs/server.md', 'In your framework').flatMap(({ name }) => name.split(/, (?=[A-Z])/))

test.each(documented)('docs/compatibility.md says whether %s is tested', (name) => {
  const isTested = servers.some((row) => row.name === name.replace(/, on any runtime$/, ''))
  expect(isTested !== untested.includes(name)).toBe(true)
})

test('docs/server.md names its frameworks', () => {
  expect(documented.length).toBeGreaterThanOrEqual(10)
})
