import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Not all of them are there yet. */
const COMING = ['check:package', 'size']

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
const page = readFileSync('CONTRIBUTING.md', 'utf8')
const told = [...page.matchAll(/^\| `npm (?:run )?([\w:]+)`/gm)].map(([, name = '']) => name)

test('CONTRIBUTING.md has a line for every npm script, and for no other', () => {
  expect(told.filter((name) => name in scripts || !COMING.includes(name)).sort()).toEqual(Object.keys(scripts).sort())
})
