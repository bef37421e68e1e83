import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import { root } from './run.mjs'

/**
 * The code blocks of a page whose first line is a comment with the name of a file.
 *
 * @param {string} page its path in the repository
 * @returns {{ heading: string, file: string, code: string }[]} in the order of the page, each with the heading above it
 */
export function readPageFiles(page) {
  let heading = ''
  return fromMarkdown(readFileSync(join(root, page), 'utf8')).children.flatMap((node) => {
    if (node.type === 'heading') heading = toString(node)
    if (node.type !== 'code') return []
    const [, file] = /^(?:\/\/|#) (\S+\.\S+)\n/.exec(node.value) ?? []
    return file === undefined ? [] : [{ heading, file, code: `${node.value}\n` }]
  })
}
