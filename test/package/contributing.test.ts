import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
const page = readFileSync('CONTRIBUTING.md', 'utf8')
const told = [...page.matchAll(/^\| `npm (?:run )?([\w:]+)`/gm)].map(([, name = '']) => name)

test('CONTRIBUTING.md has a line for every npm script, and for no other', () => {
  expect(told.sort()).toEqual(Object.keys(scripts).sort())
})
