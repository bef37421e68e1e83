import { findGuidePages, readPage } from '../package/markdown.ts'

/** Returns the code block of the guide under a heading, which one page has. */
export function readServerBlock(heading: string): string {
  const blocks = findGuidePages().flatMap((file) => {
    const { fences, headings } = readPage(file)
    const index = headings.findIndex(({ text }) => text === heading)
    const [start, end] = [headings[index]?.line ?? Infinity, headings[index + 1]?.line ?? Infinity]
    return fences.filter(({ line }) => line > start && line < end)
  })
  const [block, ...others] = blocks
  if (!block || others.length > 0) throw new Error(`The guide must have one code block under "${heading}".`)
  return block.code
}
