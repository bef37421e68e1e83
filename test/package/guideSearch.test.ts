import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createGuideSearch } from '../../stories/guide/createGuideSearch.ts'
import { excerpt } from '../../stories/guide/excerpt.ts'
import { splitSections } from '../../stories/guide/splitSections.ts'
import { findPages, readPage } from './markdown.ts'

/** Every page of the guide, with its path as address. */
const pages = findPages()
  .filter((file) => file === 'README.md' || file.startsWith('docs/'))
  .map((file) => {
    const text = readFileSync(file, 'utf8')
    return { path: file, address: file, heading: /^# (.+)$/m.exec(text)?.[1] ?? '', text }
  })
const search = createGuideSearch(pages)

test('the search finds an error code by its heading', () => {
  expect(search('EXPIRED_ON_ARRIVAL')[0]).toMatchObject({ address: 'docs/errors.md#expired_on_arrival' })
})

test('the search finds a word that only a code block contains', () => {
  const code = '# A\n\nText.\n\n## B\n\n```ts\nconst needle = 1\n```\n'
  const find = createGuideSearch([{ path: 'a.md', address: 'a', heading: 'A', text: code }])
  expect(find('needle').map(({ address }) => address)).toEqual(['a#b'])
})

test('the search finds a prop by its first letters, in a table', () => {
  expect(search('readyTimeoutB').map(({ heading }) => heading)).toContain('Every embed')
})

test('the search corrects a misspelled word when no section contains the word', () => {
  expect(search('sandbxo').length).toBeGreaterThan(0)
})

test('the search returns only sections with every word of the query', () => {
  expect(search('sandbox zzzz')).toEqual([])
})

test('every address that the search returns is a heading of the page', () => {
  const addresses = search('rejected').map(({ address }) => address.split('#'))
  const anchorsOf = new Map([...new Set(addresses.map(([file = '']) => file))].map((f) => [f, readPage(f).anchors]))
  expect(addresses.length).toBeGreaterThan(5)
  for (const [file = '', anchor] of addresses) if (anchor) expect(anchorsOf.get(file)).toContain(anchor)
})

test('an excerpt marks every term and is cut between words', () => {
  const parts = excerpt(`${'before '.repeat(30)}token after ${'after '.repeat(40)}`, ['token'])
  expect(parts.filter(({ isMatch }) => isMatch)).toEqual([{ text: 'token', isMatch: true }])
  expect(parts[0]?.text).toMatch(/^… before /)
  expect(parts.at(-1)?.text).toMatch(/ after …$/)
})

test('a section of a table has no bars in its text', () => {
  const [section] = splitSections('# A\n\n| name | what |\n| --- | --- |\n| `a` | b |\n')
  expect(section?.text.replace(/\s+/g, ' ')).toBe('name what a b')
})
