import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { renderProps } from '../../scripts/props.mjs'

test('docs/api.md equals the output of `npm run docs`, and every prop and option has its TSDoc', async () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(await renderProps())
})

test('the first sentence of every row in docs/api.md has at most fifteen words, as an editor shows it on hover', () => {
  const rows = readFileSync('docs/api.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  const isTooLong = (description: string): boolean => {
    const [sentence = ''] = description.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').split(/(?<=[.:;])\s/)
    return (sentence.match(/\S*\w\S*/g) ?? []).length > 15
  }
  expect(rows.length).toBeGreaterThan(200)
  expect(rows.filter((cells) => isTooLong(cells.at(-2) ?? '')).map(([, name]) => name)).toEqual([])
})
