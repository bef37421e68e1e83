import { existsSync, readdirSync, readFileSync } from 'node:fs'
import GithubSlugger from 'github-slugger'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'

/** A code block of a page. */
export interface Fence {
  /** The page's path, from the repository's root. */
  readonly file: string
  /** Of the first line of code, from 1. */
  readonly line: number
  /** Text after the three backticks, such as `tsx`; empty if missing. */
  readonly language: string
  readonly code: string
}

/** A link or picture of a page. */
export interface Link {
  readonly line: number
  readonly url: string
}

/** A heading of a page, without its markup. */
export interface Heading {
  readonly line: number
  readonly text: string
}

/** Checked content of a page. */
export interface Page {
  readonly fences: readonly Fence[]
  readonly links: readonly Link[]
  readonly headings: readonly Heading[]
  /** Anchors of a page, as named by GitHub. */
  readonly anchors: ReadonlySet<string>
}

/** Reads one Markdown page. Tables need no extension: their links are found in their text. */
export function readPage(file: string, text: string = readFileSync(file, 'utf8')): Page {
  const slugger = new GithubSlugger()
  const fences: Fence[] = []
  const links: Link[] = []
  const headings: Heading[] = []
  const visit = (node: Nodes): void => {
    const line = node.position?.start.line ?? 0
    if (node.type === 'code') fences.push({ file, line: line + 1, language: node.lang ?? '', code: node.value })
    if (node.type === 'link' || node.type === 'image') links.push({ line, url: node.url })
    if (node.type === 'heading') headings.push({ line, text: toString(node) })
    if ('children' in node) node.children.forEach(visit)
  }
  visit(fromMarkdown(text))
  const anchors = new Set(headings.map(({ text: heading }) => slugger.slug(heading)))
  return { fences, links, headings, anchors }
}

/** The path of every page that is written for readers. */
export function findPages(): string[] {
  const folders = ['.', ...readdirSync('examples').map((name) => `examples/${name}`)]
  return folders
    .flatMap((folder) => (existsSync(`${folder}/.`) ? readdirSync(folder).map((name) => `${folder}/${name}`) : []))
    .concat(findGuidePages())
    .filter((path) => path.endsWith('.md'))
    .map((path) => path.replace(/^\.\//, ''))
}

/** The path of every page of the guide. */
export function findGuidePages(): string[] {
  return readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`)
}
