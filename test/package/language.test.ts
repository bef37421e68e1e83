import { describe, expect, test } from 'vitest'
import { findLanguageFaults, kinds, LIMITS, measureLanguage, readKind } from '../../scripts/language.mjs'
import { readComments, readMarkdown, readMessages, readTitles } from '../../scripts/prose.mjs'

describe.each(kinds)('the language of %s', (kind) => {
  const passages = readKind(kind)

  test(`${kind}: no banned word, and no sentence that opens without its subject`, () => {
    expect(passages.length).toBeGreaterThan(20)
    expect(findLanguageFaults(passages)).toEqual([])
  })

  test(`${kind}: relative words and pronouns per 1,000 words stay below the limits`, () => {
    const { relatives, pronouns } = measureLanguage(passages)
    expect(relatives).toBeLessThanOrEqual(LIMITS.relatives)
    expect(pronouns).toBeLessThanOrEqual(LIMITS.pronouns)
  })
})

describe('the measure of language', () => {
  test('finds a banned word and an opening at their lines, in headings, paragraphs, lists and tables', () => {
    const page = [
      '# Who may see it',
      'The map is on show. What `it` shows',
      'is on show anew.',
      '- One of two',
      '',
      '| a | what b |',
    ]
    expect(findLanguageFaults(readMarkdown('a.md', page.join('\n'), 'docs'))).toEqual([
      'a.md:1: starts with "Who": Who may see it',
      'a.md:2: "on show": The map is on show.',
      'a.md:2: "on show": What □ shows is on show anew.',
      'a.md:2: "anew": What □ shows is on show anew.',
      'a.md:2: starts with "What": What □ shows is on show anew.',
      'a.md:4: starts with "One": One of two',
      'a.md:6: starts with "what": what b',
    ])
  })

  test('accepts a question, code, and a word that only contains a banned word', () => {
    const page = 'What happens offline?\n\nThe `vendor` field has a deadline.\n\n```ts\nconst vendor = 1\n```\n'
    expect(findLanguageFaults(readMarkdown('a.md', page, 'docs'))).toEqual([])
  })

  test('reads each comment of a file once, and neighboring line comments as one', () => {
    const source = [
      '/**',
      ' * Returns a token.',
      ' * @param id what is meant',
      ' * @throws when it fails',
      ' */',
      'const a = (id: string) => {',
      '  // The first line,',
      '  // and the second.',
      "  return '// no comment' // last",
      '}',
    ]
    expect(readComments('a.ts', source.join('\n')).map(({ line, text }) => ({ line, text }))).toEqual([
      { line: 2, text: 'Returns a token.' },
      { line: 3, text: 'what is meant' },
      { line: 4, text: 'when it fails' },
      { line: 7, text: 'The first line,\nand the second.' },
      { line: 9, text: 'last' },
    ])
  })

  test('reads texts of four words and more as messages, without the values in them', () => {
    const source = "throw new Error(`The id ${id} is not valid.`)\nconst key = 'a b'\nconst css = 'a: b; c: d e f g'"
    expect(readMessages('a.ts', source)).toEqual([
      { kind: 'messages', file: 'a.ts', line: 1, text: 'The id □ is not valid.' },
    ])
  })

  test('reads the titles of tests, of tables of tests and of contract scenarios, and finds a title without a subject', () => {
    const source = [
      "test('keeps the token', () => {})",
      "describe.each(rows)('of %s', () => {})",
      "test.skipIf(slow)('it waits', () => {})",
      "const all = { 'a refresh keeps the view': run }",
    ]
    const titles = readTitles('a.test.ts', source.join('\n'))
    expect(titles.map(({ text }) => text)).toEqual(['keeps the token', 'of %s', 'it waits', 'a refresh keeps the view'])
    expect(findLanguageFaults(titles)).toEqual([
      'a.test.ts:2: starts with "of": of %s',
      'a.test.ts:3: starts with "it": it waits',
    ])
  })
})
