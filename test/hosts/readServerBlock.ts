import { readPage } from '../package/markdown.ts'

/** Returns the code block of docs/server.md under a heading. */
export function readServerBlock(heading: string): string {
  const { fences, headings } = readPage('docs/server.md')
  const index = headings.findIndex(({ text }) => text === heading)
  const [start, end] = [headings[index]?.line ?? Infinity, headings[index + 1]?.line ?? Infinity]
  const [block, ...others] = fences.filter(({ line }) => line > start && line < end)
  if (!block || others.length > 0) throw new Error(`docs/server.md must have one code block under "${heading}".`)
  return block.code
}
