import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileFences, LANGUAGES } from './compileFences.ts'
import { type Fence, findPages, readPage } from './markdown.ts'

const pages = new Map(findPages().map((file) => [file, readPage(file)]))
const fences = [...pages.values()].flatMap((page) => page.fences)

/** A page of mistakes, in the same program as all the others. */
const WRONG = `# Wrong

\`\`\`tsx
import { FeltEmbed } from 'react-private-embed'

export const map = <FeltEmbed mapId={5} tokenEndpoint="/api/embed-token" />
\`\`\`

\`\`\`ts
import { mintFeltToken } from 'react-private-embed/server'

void mintFeltToken({ apiToken: secret, mapId: 'm', userEmail: 'ada@example.com' })
\`\`\`

\`\`\`js
const open = (
\`\`\`
`
const wrong = readPage('docs/wrong.md', WRONG)
const complaints = compileFences([...fences, ...wrong.fences].filter(({ language }) => LANGUAGES.has(language)))

test('findPages finds all pages, with their code', () => {
  expect(pages.size).toBeGreaterThan(12)
  expect(fences.filter(({ language }) => LANGUAGES.has(language)).length).toBeGreaterThan(20)
})

describe.each([...pages])('the page %s', (file, { fences: own, links }) => {
  test('every code block compiles', () => {
    expect(complaints.filter((complaint) => complaint.startsWith(`${file}:`))).toEqual([])
  })

  test('every JSON block parses, and every code block has a language', () => {
    expect(own.flatMap(unreadable)).toEqual([])
  })

  test('every link leads to an existing page and heading', () => {
    expect(links.flatMap(({ line, url }) => brokenLink(file, line, url))).toEqual([])
  })
})

describe('the check of pages', () => {
  test('the check finds a wrong prop, an undeclared name, and a syntax error, each at its line', () => {
    expect(complaints.filter((complaint) => complaint.startsWith('docs/wrong.md:'))).toEqual([
      "docs/wrong.md:6: Type 'number' is not assignable to type 'string'.",
      "docs/wrong.md:12: Cannot find name 'secret'.",
      'docs/wrong.md:16: Expression expected.',
    ])
  })

  test.each([
    ['gone.md', 'docs/server.md:1: gone.md'],
    ['states.md#gone', 'docs/server.md:1: states.md#gone'],
    ['#gone', 'docs/server.md:1: #gone'],
  ])('the check finds that %s leads nowhere', (url, complaint) => {
    expect(brokenLink('docs/server.md', 1, url)).toEqual([complaint])
  })
})

function unreadable({ file, line, language, code }: Fence): string[] {
  if (!language) return [`${file}:${line}: no language`]
  try {
    if (language === 'json') JSON.parse(code)
    return []
  } catch (error) {
    return [`${file}:${line}: ${String(error)}`]
  }
}

function brokenLink(from: string, line: number, url: string): string[] {
  if (/^[a-z]+:/.test(url)) return []
  const [path = '', anchor] = url.split('#')
  const file = path === '' ? from : posix.join(posix.dirname(from), path)
  const isThere = existsSync(file)
  const isAnchor = anchor === undefined || (isThere && (pages.get(file) ?? readPage(file)).anchors.has(anchor))
  return isThere && isAnchor ? [] : [`${from}:${line}: ${url}`]
}

/** Frameworks without server components. The adapters of the tests are components of no app. */
const WITHOUT_SERVER_COMPONENTS =
  /^docs\/(?:testing|custom-adapters|recipes\/(?:react-router|tanstack-start|vite-spa|nextjs-pages-router))\.md$/

/** A hook, or a prop that a server component cannot pass to a client component. */
const CLIENT_ONLY = /\buse[A-Z]\w*\(|\b(?:on[A-Z]\w*|fetchToken|renderError|ref|queryClient)=\{/

test('every component of the guide that needs a client module begins with "use client"', () => {
  const components = fences.filter(
    ({ file, language, code }) => language === 'tsx' && !WITHOUT_SERVER_COMPONENTS.test(file) && CLIENT_ONLY.test(code),
  )
  const isMarked = ({ code }: Fence) => /^(?:\/\/ .*\n)?'use client'/.test(code)
  expect(components.length).toBeGreaterThan(12)
  expect(components.filter((fence) => !isMarked(fence)).map(({ file, line }) => `${file}:${line}`)).toEqual([])
})

test('every error code has its section in docs/errors.md, and no other', () => {
  const [, union = ''] = /type EmbedErrorCode =([^;]+?)\n\n/.exec(readFileSync('src/core/errors.ts', 'utf8')) ?? []
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code)
  const told = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^### `(\w+)`$/gm)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(10)
  expect(told.sort()).toEqual(codes.sort())
})

/** The groups and pages of the guide in Storybook's sidebar, in order. */
const [, preview = ''] = readFileSync('.storybook/preview.tsx', 'utf8').split("'Guide',")
const sidebar = [...preview.matchAll(/'(.+?)'/g)].map(([, name]) => name)

const headingOf = (file: string) => /^# (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? ''

test('the sidebar of Storybook and the README list the same pages in the same order', () => {
  const [, documentation = ''] = readFileSync('README.md', 'utf8').split('\n## Documentation\n')
  const listed = [...documentation.matchAll(/^- \*\*(.+?)\*\*|\]\((docs\/.+?)\)/gm)].map(([, group, file]) =>
    file ? headingOf(file) : group,
  )
  expect(sidebar).toEqual([headingOf('README.md'), ...listed])
})

describe('the guide in Storybook', () => {
  const shown = ['README.md', ...[...pages.keys()].filter((file) => file.startsWith('docs/'))]

  test.each(shown)('Storybook has a page for %s, under its heading', (file) => {
    const heading = headingOf(file)
    const page = `stories/docs/${file.replace('docs/', '').replace('.md', '').toLowerCase()}.mdx`
    const source = readFileSync(page, 'utf8')
    expect(source).toMatch(new RegExp(`<Meta title="Guide/(?:[A-Z][a-z ]+/)?${heading}" />`))
    expect(source).toContain(`'${posix.relative(posix.dirname(page), file)}?raw'`)
    expect(source).toContain(`path="${file}"`)
    expect(sidebar).toContain(heading)
  })
})
