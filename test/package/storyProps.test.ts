import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findDefault, readPropTable } from '../../stories/support/readPropTable.ts'

const page = readFileSync('docs/props.md', 'utf8')

test.each([
  ['FeltEmbed', 'refreshMode', 'swap'],
  ['ExploEmbed', 'kind', 'dashboard'],
  ['ExploEmbed', 'tokenLifetime', '24 h'],
  ['Every embed', 'loading', 'eager'],
  ['Every embed', 'readyTimeout', '15,000'],
  ['Every embed', 'referrerPolicy', 'strict-origin-when-cross-origin'],
])('the table of props of %s in Storybook shows the default of %s, which is %s', (heading, prop, expected) => {
  expect(readPropTable(page, heading).find(({ name }) => name === prop)?.default).toBe(expected)
})

test('the table of props in Storybook marks a prop without a question mark as required', () => {
  const required = readPropTable(page, 'FeltEmbed').filter(({ isRequired }) => isRequired)
  expect(required.map(({ name }) => name)).toEqual(['mapId'])
})

test.each([
  ['Default `a`. More.', 'a'],
  ['Default: a text and a button, later.', 'a text and a button'],
  ['Defaults to 1.5 seconds.', '1.5 seconds'],
  ['How long, in ms; 30 by default.', '30'],
  ['`swap` (the default): swaps.', 'swap'],
  ['Default `a` or `b`.', 'a or b'],
  ['A name.', undefined],
])('the default of a prop described as "%s" is %s', (description, expected) => {
  expect(findDefault(description)).toBe(expected)
})

test('a column named Default, Required or Description is read, in any order', () => {
  const table =
    '## X\n\n| Prop | Required | Default | Type | Description |\n| --- | --- | --- | --- | --- |\n| `a` | yes | `5` | `A \\| B` | An a. |\n'
  expect(readPropTable(table, 'X')).toEqual([
    { name: 'a', isRequired: true, type: 'A | B', default: '5', description: 'An a.' },
  ])
})

test('a heading without a table is an error that names the heading', () => {
  expect(() => readPropTable('## X\n\nText.\n', 'X')).toThrow('The page has no props below "X".')
})
