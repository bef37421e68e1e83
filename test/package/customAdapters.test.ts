import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const guide = readFileSync('docs/custom-adapters.md', 'utf8')

/** The members of an interface or union, by the text that declares it. */
function membersOf(name: string): string[] {
  const declarations = readFileSync('src/core/adapter.ts', 'utf8').split(/^export /m)
  const declaration = declarations.find((text) => new RegExp(`^(interface|type) ${name}<`).test(text)) ?? ''
  return [...declaration.matchAll(/^ +(?:readonly )?(\w+)\??[(:]/gm)].map(([, member = '']) => member)
}

test('each member of an adapter has its row in the table of the guide, and no other', () => {
  const members = new Set(['TokenAdapter', 'EmbedAdapter', 'RefreshStrategy'].flatMap(membersOf))
  expect(members.size).toBeGreaterThan(15)
  const [, table = ''] = /^## The members\n\n([^#]+)/m.exec(guide) ?? []
  const rows = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, member = '']) => member)
  expect(rows.sort()).toEqual([...members].sort())
})

describe.each(['superset', 'metabase'])('the adapter %s', (name) => {
  const source = readFileSync(`src/adapters/${name}.ts`, 'utf8')

  test('is linked in the guide', () => {
    expect(guide).toContain(`(../src/adapters/${name}.ts)`)
  })

  test('imports nothing but functions of `core` and its own parts', () => {
    const imports = [...source.matchAll(/from '(.+)'/g)].map(([, from = '']) => from)
    expect(imports.filter((from) => !from.startsWith('../core/') && !from.startsWith(`./${name}`))).toEqual([])
  })
})

test('the adapter of Superset has at most 60 lines', () => {
  expect(readFileSync('src/adapters/superset.ts', 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(60)
})
