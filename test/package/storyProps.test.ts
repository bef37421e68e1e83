import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPropTable } from '../../stories/support/readPropTable.ts'

const page = readFileSync('docs/api.md', 'utf8')

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

test('the table of props of FeltEmbed in Storybook marks mapId alone as required', () => {
  const required = readPropTable(page, 'FeltEmbed').filter(({ isRequired }) => isRequired)
  expect(required.map(({ name }) => name)).toEqual(['mapId'])
})

test('a row of props is read with the bars of its type, and without the link around it', () => {
  const table = [
    '',
    '### X',
    '',
    '| name | type | required | default | description |',
    '| --- | --- | --- | --- | --- |',
    '| `a` | [`A \\| B`](#a) | yes | `5` | An a. |',
    '| `b` | `B` | no |  | A b. |',
  ].join('\n')
  expect(readPropTable(table, 'X')).toEqual([
    { name: 'a', type: 'A | B', isRequired: true, default: '5', description: 'An a.' },
    { name: 'b', type: 'B', isRequired: false, default: undefined, description: 'A b.' },
  ])
})

test('a heading without a table of props is an error that names the heading', () => {
  expect(() => readPropTable('\n### X\n\nText.\n', 'X')).toThrow('The page has no props below "X".')
})
