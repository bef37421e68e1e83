import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const guide = readFileSync('docs/add-a-vendor.md', 'utf8')
const examples = ['chartly', 'pulse'].map((name) => ({
  name,
  source: readFileSync(`test/adapters/invented/${name}.ts`, 'utf8'),
}))

describe.each(examples)('the example $name', ({ name, source }) => {
  test('the example $name is in the guide unchanged, except for the import of the library', () => {
    const [, shown] = guide.split(`<!-- test/adapters/invented/${name}.ts -->\n\n\`\`\`ts\n`)
    expect(`${shown?.split('```')[0]}`.replaceAll("'react-private-embed'", "'../../../src/index.ts'")).toBe(source)
  })

  test('the example $name has at most 40 lines, and imports nothing but the library', () => {
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(40)
    const imports = [...source.matchAll(/from '(.+)'/g)].map(([, from]) => from)
    expect(imports).toEqual(['../../../src/index.ts'])
  })
})

/** The members of an interface or union, by the text that declares it. */
function membersOf(name: string): string[] {
  const declarations = readFileSync('src/core/adapter.ts', 'utf8').split(/^export /m)
  const declaration = declarations.find((text) => new RegExp(`^(interface|type) ${name}<`).test(text)) ?? ''
  return [...declaration.matchAll(/^ +(?:readonly )?(\w+)\??[(:]/gm)].map(([, member = '']) => member)
}

test('every member of an adapter has its paragraph in the guide', () => {
  const members = new Set(['TokenAdapter', 'EmbedAdapter', 'RefreshStrategy'].flatMap(membersOf))
  expect(members.size).toBeGreaterThan(15)
  const explained = [...guide.matchAll(/^\*\*`(\w+)`\*\*/gm)].map(([, member = '']) => member)
  expect(explained.sort()).toEqual([...members].sort())
})
