import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { buildGraph, findCircles, findForbidden, findForeign, layerOf, readSpecifiers } from './importGraph.ts'

/** Which layers each layer may import beside itself: always further down. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  index: ['FeltEmbed', 'ExploEmbed', 'react', 'session', 'tokens', 'adapters', 'browser', 'core'],
  FeltEmbed: ['react', 'adapters', 'browser', 'core'],
  ExploEmbed: ['react', 'adapters', 'browser', 'core'],
  superset: ['SupersetEmbed', 'adapters'],
  SupersetEmbed: ['react', 'adapters', 'browser', 'core'],
  metabase: ['MetabaseEmbed', 'adapters'],
  MetabaseEmbed: ['react', 'adapters', 'browser', 'core'],
  react: ['session', 'tokens', 'browser', 'core'],
  session: ['tokens', 'browser', 'core'],
  tokens: ['browser', 'core'],
  browser: ['core'],
  adapters: ['core'],
  core: [],
  server: ['core'],
  testing: ['server', 'core'],
}

/** The packages that reach a browser: React is known to `react` alone, queries to `tokens`. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  index: [],
  FeltEmbed: [],
  ExploEmbed: [],
  superset: [],
  SupersetEmbed: [],
  metabase: [],
  MetabaseEmbed: [],
  // Of react-query the context of its provider, and types.
  react: ['react', '@tanstack/react-query'],
  session: [],
  tokens: ['@tanstack/react-query'],
  browser: [],
  adapters: ['@feltmaps/js-sdk'],
  core: [],
  // Signs tokens for Metabase; loaded by the first of them.
  server: ['jose'],
}

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))

const sources = new Map(
  readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(SRC.length).replace(/^\//, ''))
    .map((path) => [path, readFileSync(`${SRC}${path}`, 'utf8')]),
)

describe('the sources', () => {
  const graph = buildGraph(sources)

  test('every source file is found', () => {
    expect(graph.size).toBeGreaterThan(50)
    expect([...graph.values()].flatMap(({ files }) => files).length).toBeGreaterThan(100)
  })

  test('every source file belongs to a layer', () => {
    expect([...sources.keys()].filter((path) => !(layerOf(path) in BELOW))).toEqual([])
  })

  test('imports point down only', () => {
    expect(findForbidden(graph, BELOW)).toEqual([])
  })

  test('imports use only packages of their layer', () => {
    expect(findForeign(graph, PACKAGES)).toEqual([])
  })

  test('imports form no circle', () => {
    expect(findCircles(graph)).toEqual([])
  })

  test('every source file has at most 150 lines', () => {
    const lengths = [...sources].map(([path, text]) => [path, text.trimEnd().split('\n').length] as const)
    expect(lengths.filter(([, lines]) => lines > 150)).toEqual([])
  })
})

describe('the check of imports', () => {
  function graphOf(files: Record<string, string>): ReturnType<typeof buildGraph> {
    return buildGraph(new Map(Object.entries(files)))
  }

  test.each([
    ["import { a } from './a'", ['./a']],
    ["import a from './a'", ['./a']],
    ["import * as a from './a'", ['./a']],
    ["import './a.css'", ['./a.css']],
    ["import type { A } from './a'", ['./a']],
    ["import { type A } from './a'", ['./a']],
    ["export { a } from './a'", ['./a']],
    ["export * from './a'", ['./a']],
    ["export type { A } from './a'", ['./a']],
    ["const a = () => import('./a')", ['./a']],
    ['const a = import(`./a`)', ['./a']],
    ["type A = import('./a').A", ['./a']],
    ["let a: typeof import('./a')", ['./a']],
    ["const a = <p>{import('./a')}</p>", ['./a']],
    ["export const a = './a' // import './b'", []],
  ])('the check reads %s', (text, specifiers) => {
    expect(readSpecifiers(text)).toEqual(specifiers)
  })

  const ODD = {
    'core/token.ts': "import type { Frame } from '../react/Frame'",
    'react/Frame.tsx': "import { token } from '../core/token'\nimport 'react'",
    'adapters/felt.ts': "import '../browser/clock'\nimport 'react'\nimport '@feltmaps/js-sdk'",
    'browser/clock.ts': '',
    'new/thing.ts': "import '../core/token'",
  }

  test('the check finds imports that point up or aside, and any of a layer without a rule', () => {
    expect(findForbidden(graphOf(ODD), BELOW)).toEqual([
      'core/token.ts → react/Frame.tsx',
      'adapters/felt.ts → browser/clock.ts',
      'new/thing.ts → core/token.ts',
    ])
  })

  test('the check finds packages that are not for a layer', () => {
    expect(findForeign(graphOf(ODD), PACKAGES)).toEqual(['adapters/felt.ts → react'])
  })

  test('the check finds circles, including types and within a layer, and no others', () => {
    const graph = graphOf({
      'a.ts': "import './b'\nimport './d'",
      'b.ts': "import './c'",
      'c.ts': "import type {} from './a'",
      'd.ts': "import './e'",
      'e.ts': "import './f'",
      'f.ts': "export * from './f'",
      'g.ts': "import './a'\nimport './b'\nimport './f'",
    })
    expect(findCircles(graph)).toEqual(['a.ts → b.ts → c.ts → a.ts', 'f.ts → f.ts'])
  })

  test('the check finds no circle when two ways lead to one file', () => {
    const graph = graphOf({
      'a.ts': "import './b'\nimport './c'",
      'b.ts': "import './d'",
      'c.ts': "import './d'",
      'd.ts': '',
    })
    expect(findCircles(graph)).toEqual([])
  })

  test('the check stops at an import that leads nowhere', () => {
    expect(() => graphOf({ 'a.ts': "import './gone'" })).toThrow('a.ts imports ./gone')
  })
})
