import { expect, test } from 'vitest'
import { findStories, readStories } from './readStories.ts'

/** Calls by which a play function would change what a visitor sees, and options that end a state after some time. */
const ACTS = /\b(userEvent|fireEvent|setOptions|scrollIntoView|scrollTo|click|focus|refresh|reload)\b/
const ENDS = /\b(latency|readyDelay)\b/

const isHidden = (tags: readonly string[]) => tags.includes('!dev')

/** Why a story does not stay as its visitor finds it. */
function findFaults({ play, loaders, tags }: ReturnType<typeof readStories>[number]): string[] {
  if (isHidden(tags)) return tags.includes('!autodocs') ? [] : ['a hidden story is on a docs page']
  return [
    ...(ACTS.test(play) ? ['its play function acts'] : []),
    ...(ENDS.test(loaders) ? ['its state ends by itself'] : []),
  ]
}

const stories = findStories('stories')

test('the stories are found, and some are test stories that visitors do not see', () => {
  expect(stories.filter(({ tags }) => !isHidden(tags)).length).toBeGreaterThan(12)
  expect(stories.filter(({ tags }) => isHidden(tags)).length).toBeGreaterThan(5)
})

test.each(stories)('the story $name of $file stays in its state for visitors', (story) => {
  expect(findFaults(story)).toEqual([])
})

test.each([
  [
    'a play function that clicks',
    'export const A = { play: ({ userEvent }) => userEvent.click(x) }',
    ['its play function acts'],
  ],
  [
    'a spread play function',
    'const A = { play: () => setOptions(x) }\nexport const B = { ...A }',
    ['its play function acts'],
  ],
  [
    'the play function of the meta',
    'const meta = { play: () => x.scrollIntoView() }\nexport const B = {}',
    ['its play function acts'],
  ],
  ['a delay', "export const A = { loaders: [emulate('felt', 'A', { readyDelay: 5 })] }", ['its state ends by itself']],
  ['a hidden story of a docs page', "export const A = { tags: ['!dev'] }", ['a hidden story is on a docs page']],
  ['a play function that only looks', 'export const A = { play: () => expect(x).toBe(1) }', []],
])('the check of stories judges %s', (_, source, faults) => {
  expect(readStories('a.stories.tsx', source).flatMap(findFaults)).toEqual(faults)
})
